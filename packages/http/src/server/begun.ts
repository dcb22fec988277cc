import { ChatCompletionError, ProviderError } from '@chat-completion/core'
import { type ChatCompletionStreamResult, factsOf, toChunks, toEventStream } from '@chat-completion/stream'
import { safeParseChatCompletion, safeParseChatCompletionChunk, toProviderError } from '@chat-completion/validators'
import { parsed, readBody } from '../client/body.ts'
import type { Call } from '../client/call.ts'
import { unreadable } from '../client/send.ts'

const maxSize = 64 * 1024 * 1024
/** How much may come before the first event, in characters: comments, mostly. */
const maxBeginning = 64 * 1024

/** A whole answer, and what it says. */
export interface WholeAnswer {
  readonly response: Response
  readonly result: ChatCompletionStreamResult
}

/**
 * Waits for a whole answer.
 *
 * @throws {ChatCompletionError} It is none, and another provider may be asked.
 */
export async function whole(response: Response, call: Call): Promise<WholeAnswer> {
  const { text, isCut } = await readBody(response, maxSize, call)
  if (isCut) throw new ChatCompletionError('limit', `Cannot read the answer: it has more than ${maxSize} characters`)
  const result = read(text, response)
  return { response: new Response(text, { status: response.status, headers: forwarded(response.headers) }), result }
}

function read(text: string, response: Response): ChatCompletionStreamResult {
  const facts = factsOf(response)
  const body = parsed(text)
  if (body === undefined) throw unreadable(text, facts, text.trim() === '' ? 'it is empty' : 'it is not JSON')
  const outcome = safeParseChatCompletion(body)
  if (outcome.success) return { status: 'complete', completion: outcome.value, repairs: outcome.repairs }
  throw outcome.error instanceof ProviderError ? toProviderError(body, facts) : outcome.error
}

/**
 * Waits until a stream has begun: its first event has come, and is no error. The response that is given has all that came. A
 * completion in place of a stream is made one.
 *
 * @throws {ChatCompletionError} It did not, and another provider may be asked.
 */
export async function begun(response: Response, call: Call): Promise<Response> {
  const reader = response.body?.getReader()
  const pieces: Uint8Array[] = []
  const decoder = new TextDecoder()
  let text = ''
  let isOver = reader === undefined
  try {
    // What has more than a beginning and is no stream has no events to look for.
    for (let isBegun = false, isOther = false; reader && !isOver && !isBegun; ) {
      const { done, value } = await call.race(reader.read())
      isOver = done
      if (value) pieces.push(value)
      const piece = decoder.decode(value, { stream: !done })
      text += piece
      // Only a line's end can make an event whole.
      if (!isOther && (/[\r\n]/.test(piece) || text.length > maxBeginning)) {
        isBegun = hasBegun(text, response)
        isOther = !isBegun && text.length > maxBeginning
      }
      if (text.length > maxSize) throw unreadable('', factsOf(response), 'it is too long')
    }
  } catch (cause) {
    reader?.cancel(cause).catch(() => {})
    call.throwIfOver()
    if (cause instanceof ChatCompletionError) throw cause
    throw new ChatCompletionError('disconnected', 'Cannot read the answer: the connection broke', { cause })
  }
  const headers = forwarded(response.headers)
  // An event at the end counts without the blank line after it.
  if (isOver && !hasBegun(`${text}\n\n`, response)) {
    if (line.test(text)) throw unreadable('', factsOf(response), 'it is empty')
    headers.set('content-type', 'text/event-stream')
    return new Response(toEventStream(toChunks(read(text, response).completion)), { headers })
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = pieces.shift() ?? (await reader?.read())?.value
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  headers.set('content-type', 'text/event-stream')
  return new Response(body, { status: response.status, headers })
}

/** How the lines of a stream begin; the first may be cut. */
const line = /^\s*(?::|(?:data|event|id|retry)\b)/

/**
 * Whether the first event with an answer has come. What is no stream never has.
 *
 * @throws {ProviderError} The first event is an error, or the end.
 */
function hasBegun(text: string, response: Response): boolean {
  if (!line.test(text)) return false
  const whole = text
    .replace(/\r\n?/g, '\n')
    .split(/(?<=\n)\n/)
    .slice(0, -1)
  return whole.some((event) => isAnswer(event, response)) || text.length > maxBeginning
}

function isAnswer(event: string, response: Response): boolean {
  const lines = event.split('\n')
  const data = lines.filter((each) => /^data(?::|$)/.test(each)).map((each) => each.replace(/^data:? ?/, ''))
  if (data.length === 0) return false
  const text = data.join('\n').trim()
  if (text === '') return false
  const facts = factsOf(response)
  if (text === '[DONE]') throw unreadable('', facts, 'it is empty')
  const json = parsed(text)
  if (json === undefined) throw unreadable(text, facts, 'its first event is not JSON')
  if (lines.some((each) => /^event: ?error\s*$/.test(each))) throw toProviderError(json, facts)
  const outcome = safeParseChatCompletionChunk(json)
  // Something else than a chunk, a ping say, is no answer yet.
  if (!outcome.success && outcome.error.code === 'no-completion') return false
  const isError = outcome.success
    ? outcome.value.error && !outcome.value.choices.some(({ delta }) => delta.content || delta.toolCalls?.length)
    : outcome.error.code === 'provider'
  if (isError) throw toProviderError(json, facts)
  return true
}

/** What of an upstream's headers concerns the client. Its length and encoding do not: the runtime has decoded the body. */
function forwarded(headers: Headers): Headers {
  const concerns =
    /^(?:content-type|retry-after|x-generation-id|x-ratelimit-.*|openai-(?:model|version|processing-ms))$/
  return new Headers([...headers].filter(([name]) => concerns.test(name)))
}
