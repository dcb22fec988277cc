import { Buffer } from 'node:buffer'
import { setTimeout } from 'node:timers/promises'
import type * as Wire from '@chat-completion/core/wire'
import { type Asked, type Break, chunks, edited, streamed, streaming } from '../broken-endpoint.ts'
import { breaking, endless, errorResponse, events, hanging, htmlPage, never } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'
import { withDelta } from './stream-chunks.ts'

const isDone = (event: string): boolean => event === 'data: [DONE]'
const chunk =
  'data: {"id":"c","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":'
const begun = `${chunk}{"role":"assistant","content":"hel"},"finish_reason":null}]}\n\n`

export const stream: readonly Breakage[] = [
  { name: 'a page in place of a stream', break: () => streaming(() => htmlPage(200)), fails: ['stream-answers'] },
  {
    name: 'a whole completion in place of a stream',
    break: () =>
      edited(
        ({ stream: _, stream_options: __, ...body }) => body,
        ({ stream: isStream }) => isStream === true,
      ),
    fails: ['stream-answers'],
  },
  {
    name: 'status 500 in place of a stream',
    break: () => streaming(() => errorResponse(500)),
    fails: ['stream-answers'],
  },
  {
    name: 'an error in place of a chunk',
    break: () => chunks(() => ({ error: { message: 'No worker', code: 503 } })),
    fails: ['stream-answers'],
  },
  { name: 'no stream', break: () => streaming(never), fails: ['stream-answers'], timeout: 3 },
  {
    name: 'a stream that says nothing',
    break: () => streaming(() => new Response(hanging(), { headers: events })),
    fails: ['stream-answers'],
    timeout: 3,
  },
  {
    name: 'comments without end',
    break: () => streaming(() => new Response(endless(': ping\n\n'), { headers: events })),
    fails: ['stream-answers'],
  },
  {
    name: 'text without end',
    break: () => streaming(() => new Response(endless(begun), { headers: events })),
    fails: ['stream-done', 'stream-finish-reason', 'tools-stream-call', 'usage-stream'],
  },
  {
    name: 'an event that is no JSON',
    break: () => streamed((event, place) => (place === 1 ? `data: {"oops\n\n${event}\n\n` : `${event}\n\n`)),
    fails: ['stream-framing'],
  },
  {
    name: 'events without a blank line between them',
    break: () => streamed((event) => (isDone(event) ? `\n${event}\n\n` : `${event}\n`)),
    fails: ['stream-framing'],
  },
  {
    name: 'no blank line at the end',
    break: () => streamed((event) => (isDone(event) ? `${event}\n` : `${event}\n\n`)),
    fails: ['stream-framing'],
  },
  {
    name: 'no [DONE]',
    break: () => streamed((event) => (isDone(event) ? '' : `${event}\n\n`)),
    fails: ['stream-done'],
  },
  {
    name: 'data after [DONE]',
    break: () => streamed((event) => (isDone(event) ? `${event}\n\ndata: {"choices":[]}\n\n` : `${event}\n\n`)),
    fails: ['stream-done'],
  },
  {
    name: 'neither [DONE] nor an end',
    break: () => ofPlain((body) => hangAtDone(body)),
    fails: ['stream-done'],
    timeout: 3,
  },
  {
    name: 'a connection that breaks in the middle',
    break: () => ofPlain(() => breaking(begun)),
    fails: ['stream-done', 'stream-finish-reason'],
  },
  {
    name: 'everything at once in the end',
    break: () =>
      ofAll(async (body, { messages }) => {
        const [text] = await Promise.all([new Response(body).text(), isLong(messages) && setTimeout(2_100)])
        return new Response(text).body
      }),
    fails: ['stream-pieces'],
    timeout: 20,
  },
  {
    name: 'a damaged character',
    break: () => chunks(textAs((text) => text.replace('好', '\ufffd'))),
    fails: ['stream-unicode'],
  },
  {
    name: 'half a character',
    break: () => ofAll((body) => body?.pipeThrough(new TransformStream({ transform: halve })) ?? null),
    fails: ['stream-unicode'],
  },
  { name: 'UTF-8 taken for Latin-1', break: () => chunks(textAs(garbled)), fails: ['stream-unicode'] },
  {
    name: 'question marks',
    break: () => chunks(textAs((text) => text.replace(/[^ -~]/g, '?'))),
    fails: ['stream-unicode'],
  },
]

type Body = ReadableStream<Uint8Array<ArrayBuffer>> | null

/** Another body of each stream. */
function ofAll(change: (body: Body, asked: Asked['body']) => Body | Promise<Body>): Break {
  return async ({ body }, answer) => {
    if (!body.stream) return undefined
    const response = await answer()
    return new Response(await change(response.body, body), response)
  }
}

/** An answer of many words. */
function isLong(messages: Asked['body']['messages']): boolean {
  return JSON.stringify(messages ?? '').includes('exactly this text')
}

/** Takes the last byte of a character away. */
function halve(
  bytes: Uint8Array<ArrayBuffer>,
  controller: TransformStreamDefaultController<Uint8Array<ArrayBuffer>>,
): void {
  const place = Buffer.from(bytes).indexOf('好')
  const kept = place === -1 ? bytes : bytes.filter((_, each) => each !== place + 2)
  controller.enqueue(kept)
}

/** Another body of the stream that answers the plain question. */
function ofPlain(change: (body: Body) => Body | Promise<Body>): Break {
  return async ({ body }, answer) => {
    const isPlain = body.stream && !body.tools && !body.stream_options && JSON.stringify(body).includes('word: hello')
    if (!isPlain) return undefined
    const response = await answer()
    return new Response(await change(response.body), response)
  }
}

async function hangAtDone(body: Body): Promise<Body> {
  const text = await new Response(body).text()
  return hanging([text.replace('data: [DONE]\n\n', '')])
}

function textAs(change: (text: string) => string): (body: Wire.ChatCompletionChunk) => object {
  return (body) => {
    const content = body.choices[0]?.delta.content
    return typeof content === 'string' ? withDelta({ content: change(content) })(body) : body
  }
}

function garbled(text: string): string {
  return Buffer.from(text).toString('latin1')
}
