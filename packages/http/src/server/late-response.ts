import { type ChatCompletion, completionFromWire, ProviderError } from '@chat-completion/core'
import { parsed } from '../client/body.ts'

// A response that came after the client was told to expect a stream: its status can be told no more.

export function isEventStream({ ok, headers }: Response): boolean {
  return ok && headers.get('content-type')?.startsWith('text/event-stream') === true
}

/** The bytes of a stream. */
export async function* piecesOf({ body }: Response): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body?.getReader()
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value
  } finally {
    reader?.cancel().catch(() => {})
  }
}

/** A completion in place of a stream, or the error in place of both: in OpenAI's envelope, or text. */
export async function* wholeOf(response: Response): AsyncGenerator<ChatCompletion, void, undefined> {
  const text = await response.text()
  const body = parsed(text)
  if (response.ok && Array.isArray(Object(body).choices)) {
    yield completionFromWire(body as Parameters<typeof completionFromWire>[0])
    return
  }
  const { message, code = null, type = null, param = null } = Object(Object(body).error)
  const { status } = response
  throw new ProviderError(message ?? text, { status, providerCode: code, providerType: type, param, body })
}
