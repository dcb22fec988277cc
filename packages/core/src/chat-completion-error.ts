/** What went wrong, for a `switch`; the message is for people. */
export type ChatCompletionErrorCode =
  | 'provider'
  | 'invalid-json'
  | 'invalid-shape'
  | 'no-completion'
  | 'limit'
  | 'stream-failed'
  | 'stream-truncated'
  | 'timeout'
  | 'aborted'
  | 'disconnected'
  | 'connection'

/**
 * Base of every error this library throws.
 *
 * `instanceof` also recognises the errors of another copy of this package.
 *
 * @example
 * ```ts
 * import { ChatCompletionError } from '@chat-completion/core'
 *
 * new ChatCompletionError('aborted', 'Cannot read the stream: it was aborted').code
 * //=> 'aborted'
 * ```
 */
export class ChatCompletionError extends Error {
  override readonly name: string = 'ChatCompletionError'
  readonly code: ChatCompletionErrorCode

  constructor(code: ChatCompletionErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    markAs(this, 'ChatCompletionError')
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, ChatCompletionError, 'ChatCompletionError', value)
  }
}

function markOf(name: string): symbol {
  return Symbol.for(`@chat-completion/core ${name}`)
}

/** Says on the error itself that it is one of class `name`: the same class of another copy of this package is another object. */
export function markAs(error: ChatCompletionError, name: string): void {
  Object.defineProperty(error, markOf(name), { value: true })
}

/** `instanceof` by mark for the class `own` of this package, by prototype as usual for one derived from it elsewhere. */
export function isInstance(asked: object, own: object, name: string, value: unknown): boolean {
  if (asked !== own) return Function.prototype[Symbol.hasInstance].call(asked, value)
  return typeof value === 'object' && value !== null && markOf(name) in value
}
