import { type ChatCompletion, ChatCompletionError, completionFromWire, ProviderError } from '@chat-completion/core'
import { parsed } from '../client/body.ts'

/** How much of a text is told as an error. */
const maxMessage = 1000

export function isEventStream({ ok, headers }: Response): boolean {
  return ok && headers.get('content-type')?.startsWith('text/event-stream') === true
}

/** The bytes of a stream, which is cancelled at once where they are not wanted any longer. */
export function piecesOf({ body }: Response): AsyncIterator<Uint8Array> {
  const reader = body?.getReader()
  const end = { done: true, value: undefined } as const
  return {
    async next() {
      try {
        const { done, value } = (await reader?.read()) ?? end
        return done ? end : { done, value }
      } catch (cause) {
        if (cause instanceof ChatCompletionError) throw cause
        throw new ChatCompletionError('disconnected', 'Cannot read on: the connection broke', { cause })
      }
    },
    async return() {
      await reader?.cancel()
      return end
    },
  }
}

/**
 * A completion that came after the client was told to expect a stream, or the error in place of it, whose status can be told no
 * more: in OpenAI's envelope, or text.
 */
export async function* wholeOf(response: Response): AsyncGenerator<ChatCompletion, void, undefined> {
  const text = await response.text()
  const body = parsed(text)
  if (response.ok && Array.isArray(Object(body).choices)) {
    yield completionFromWire(body as Parameters<typeof completionFromWire>[0])
    return
  }
  const { message = text.slice(0, maxMessage), code = null, type = null, param = null } = Object(Object(body).error)
  throw new ProviderError(String(message), {
    status: response.status,
    providerCode: code,
    providerType: type,
    param,
    body,
  })
}
