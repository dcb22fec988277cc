import { type ChatCompletion, completionFromWire } from '@chat-completion/core'
import { factsOf } from '@chat-completion/stream'
import { toProviderError } from '@chat-completion/validators'

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

/** A completion in place of a stream. */
export async function* wholeOf(response: Response): AsyncGenerator<ChatCompletion, void, undefined> {
  const text = await response.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = text
  }
  if (!response.ok || !Array.isArray(Object(body).choices)) throw toProviderError(body, factsOf(response))
  yield completionFromWire(body as Parameters<typeof completionFromWire>[0])
}
