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
  /** What tells this class in another copy of this package. */
  static readonly mark: string = '@chat-completion/core ChatCompletionError'
  override readonly name: string = 'ChatCompletionError'
  readonly code: ChatCompletionErrorCode

  constructor(code: ChatCompletionErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    const own = Object.hasOwn(this, 'mark') ? this.mark : undefined
    if (own === undefined) return Function.prototype[Symbol.hasInstance].call(this, value)
    let marked = Object(value).constructor
    // A body's own `constructor` is data, and JSON has no functions.
    while (typeof marked === 'function' && marked.mark !== own) marked = Object.getPrototypeOf(marked)
    return typeof marked === 'function' && marked.mark === own
  }
}
