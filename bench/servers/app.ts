// What the servers of `bench/servers.ts` do, on every runtime: as plainly as fetch-style code can, and with this library.
import { type ChatCompletion, type ChatCompletionChunk, completionFromWire } from '@chat-completion/core'
import { createHandler, type Handler, relay } from '@chat-completion/http'

/** Chunks of a stream. */
const count = 1_000
const filler = 'a sentence of a model that has a lot to say, '.repeat(3)

const completion: ChatCompletion = completionFromWire({
  id: 'chatcmpl-9NdPNFTkU7ToSbTNvQbZ',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'openai/gpt-5',
  choices: [{ index: 0, message: { role: 'assistant', content: filler.repeat(7) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 300, total_tokens: 309 },
})

const chunks: readonly ChatCompletionChunk[] = Array.from({ length: count }, (_, at) => ({
  id: 'chatcmpl-9NdPNFTkU7ToSbTNvQbZ',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'openai/gpt-5',
  choices: [{ index: 0, delta: { content: `${filler}${at % 1000} ` }, finishReason: at === count - 1 ? 'stop' : null }],
}))

const own = createHandler(async function* (params, { signal }) {
  if (params.model === 'whole') yield completion
  else if (params.model === 'slow') yield* slowly(chunks.slice(-20), 100, signal)
  else if (params.model === 'tokens') yield* slowly(chunks.slice(-100), 5, signal)
  else for (const chunk of chunks) yield chunk
})

async function* slowly<Item>(items: readonly Item[], pause: number, signal: AbortSignal): AsyncGenerator<Item> {
  for (const item of items) {
    if (signal.aborted) return
    await sleep(pause)
    yield item
  }
}

/** Milliseconds. */
function sleep(pause: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pause))
}

const bytes = new Map<string, Uint8Array[]>()

/** The bytes that the library sends, event by event, to be sent without any work. */
async function prepare(): Promise<void> {
  for (const model of ['whole', 'fast', 'slow', 'tokens']) {
    const body = JSON.stringify({ model, stream: model !== 'whole', messages: [] })
    const headers = { 'content-type': 'application/json' }
    const request = new Request('http://localhost/v1/chat/completions', { method: 'POST', headers, body })
    const text = await (await own(request)).text()
    const pieces = model === 'whole' ? [text] : text.split(/(?<=\n\n)/)
    bytes.set(
      model,
      pieces.map((piece) => new TextEncoder().encode(piece)),
    )
  }
}

const plain: Handler = async (request) => {
  const { model, stream } = (await request.json()) as { model: string; stream?: boolean }
  const pieces = bytes.get(model) ?? []
  if (!stream) return new Response(pieces[0] as unknown as string, { headers: { 'content-type': 'application/json' } })
  let at = 0
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (model === 'slow') await sleep(100)
        if (model === 'tokens') await sleep(5)
        const piece = pieces[at++]
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

/** Passes a response on without looking at it. */
function pipe(upstream: string): Handler {
  return async (request) => {
    const body = await request.text()
    const headers = { 'content-type': 'application/json' }
    const { signal } = request
    const response = await fetch(`${upstream}/v1/chat/completions`, { method: 'POST', headers, body, signal }).catch(
      () => Response.error(),
    )
    return new Response(response.body, { headers: { 'content-type': 'text/event-stream' } })
  }
}

/** @param kind `plain`, `own`, or where to pass requests on to: `pipe http://…`, `relay http://…`. */
export async function appOf(kind: string): Promise<Handler> {
  await prepare()
  const [name, upstream = ''] = kind.split(' ')
  if (name === 'plain') return plain
  if (name === 'own') return own
  if (name === 'pipe') return pipe(upstream)
  return createHandler(relay([{ baseUrl: `${upstream}/v1`, maxRetries: 0 }], { onResult() {} }))
}
