import { ChatCompletionError } from '@chat-completion/core'
import type { Call } from './call.ts'

/** The text of a body, as far as it may go. */
export interface BodyText {
  readonly text: string
  /** There is more than `maxSize` characters. */
  readonly isCut: boolean
}

/**
 * Reads a body as UTF-8, without its byte order mark.
 *
 * @throws {ChatCompletionError} `disconnected`, or what has ended the call.
 */
export async function readBody(response: Response, maxSize: number, call: Call): Promise<BodyText> {
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  let text = ''
  try {
    while (reader && text.length <= maxSize) {
      const { done, value } = await call.race(reader.read())
      text += decoder.decode(value, { stream: !done })
      if (done) return { text, isCut: text.length > maxSize }
    }
  } catch (cause) {
    reader?.cancel(cause).catch(() => {})
    call.throwIfOver()
    throw new ChatCompletionError('disconnected', 'Cannot read the answer: the connection broke', { cause })
  }
  reader?.cancel().catch(() => {})
  return { text: text.slice(0, maxSize), isCut: text.length > maxSize }
}

/** Undefined where it is not JSON, which has no such value. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
