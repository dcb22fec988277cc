import { ChatCompletionError } from '@chat-completion/core'
import { factsOf } from '@chat-completion/stream'
import { toProviderError } from '@chat-completion/validators'
import { parsed, readBody } from '../client/body.ts'
import type { Call } from '../client/call.ts'
import { unreadable } from '../client/send.ts'

const maxSize = 64 * 1024 * 1024
/** How much may come before the first event, in bytes: comments, mostly. */
const maxBeginning = 64 * 1024

/**
 * Waits until a stream has begun: its first event has come, and is no error. The response that is given has all that came.
 *
 * @param timeout Milliseconds.
 * @throws {ChatCompletionError} It did not, and another provider may be asked.
 */
export async function begun(response: Response, timeout: number, call: Call): Promise<Response> {
  const reader = response.body?.getReader()
  const pieces: Uint8Array[] = []
  const decoder = new TextDecoder()
  const late = new ChatCompletionError('timeout', `Cannot read the answer: nothing came within ${timeout} ms`)
  const timer = setTimeout(() => call.cancel(late), Math.min(timeout, 2 ** 31 - 1))
  let text = ''
  try {
    while (reader && !hasEvent(text) && text.length < maxBeginning) {
      const { done, value } = await call.race(reader.read())
      if (done) {
        if (text.replace(/^:.*$/gm, '').trim() === '') throw unreadable('', factsOf(response), 'it is empty')
        break
      }
      pieces.push(value)
      text += decoder.decode(value, { stream: true })
    }
  } catch (cause) {
    reader?.cancel(cause).catch(() => {})
    call.throwIfOver()
    if (cause instanceof ChatCompletionError) throw cause
    throw new ChatCompletionError('disconnected', 'Cannot read the answer: the connection broke', { cause })
  } finally {
    clearTimeout(timer)
  }
  refuseError(text, response)
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
  return new Response(body, { status: response.status, headers: forwarded(response.headers) })
}

/**
 * Waits for a whole answer.
 *
 * @throws {ChatCompletionError} It is none, and another provider may be asked.
 */
export async function whole(response: Response, call: Call): Promise<Response> {
  const { text, isCut } = await readBody(response, maxSize, call)
  if (isCut) throw new ChatCompletionError('limit', `Cannot read the answer: it has more than ${maxSize} characters`)
  const facts = factsOf(response)
  const body = parsed(text)
  if (body === undefined) throw unreadable(text, facts, text.trim() === '' ? 'it is empty' : 'it is not JSON')
  if (isError(body)) throw toProviderError(body, facts)
  return new Response(text, { status: response.status, headers: forwarded(response.headers) })
}

/** A line of data has come, as a whole; or the beginning of what is no stream. */
function hasEvent(text: string): boolean {
  return /^data:[^\r\n]*[\r\n]/m.test(text) || /^\s*[{[<]/.test(text)
}

function refuseError(text: string, response: Response): void {
  const data = /^(?:data: ?)?(\{.*)/m.exec(text)?.[1]
  const event = data === undefined ? undefined : parsed(data)
  if (isError(event)) throw toProviderError(event, factsOf(response))
}

/** An error beside choices is an answer with a mishap. */
function isError(body: unknown): boolean {
  const { error, choices } = Object(body) as { readonly error?: unknown; readonly choices?: unknown }
  return Boolean(error) && !hasText(choices)
}

/** OpenRouter's error chunk has a choice, without a word in it. */
function hasText(choices: unknown): boolean {
  if (!Array.isArray(choices)) return false
  return choices.some((choice) => {
    const { delta, message } = Object(choice) as { readonly delta?: { content?: unknown }; readonly message?: unknown }
    return Boolean(message || delta?.content)
  })
}

/** What of an upstream's headers concerns the client. Its length and encoding do not: the runtime has decoded the body. */
function forwarded(headers: Headers): Headers {
  const kept = [...headers].filter(([name]) =>
    /^(?:content-type|retry-after|x-generation-id|x-ratelimit-.*|openai-.*)$/.test(name),
  )
  return new Headers(kept)
}
