import type { StreamResponseOptions } from '@chat-completion/fixtures'
import { maxTimer } from './pause.ts'

/**
 * How an answer is given. What is about events, `by`, `cut`, `comments` and so on, is for clients that want a stream.
 *
 * A `fault` is one of a stream. Of those, a client that wants a whole answer sees a connection that breaks, one that stalls, and a wait.
 */
export interface ReplyOptions extends Omit<StreamResponseOptions, 'delay'> {
  /** For messages and `requests`: by default the conditions, as written. */
  readonly name?: string | undefined
  /** How many requests are answered; later ones are left to the rules after it. No limit by default. */
  readonly times?: number | undefined
  /** Before the response, in milliseconds: none by default. */
  readonly latency?: number | undefined
  /** How fast the model speaks: at once by default. A whole answer comes when all has been said. */
  readonly tokensPerSecond?: number | undefined
}

/** @throws {RangeError} A number is out of its range. */
export function checkReplyOptions({ times = 1, latency = 0, tokensPerSecond = 1 }: ReplyOptions): void {
  if (!((Number.isInteger(times) || times === Number.POSITIVE_INFINITY) && times >= 1)) {
    throw new RangeError(`Cannot answer ${times} times: expected a whole number from 1`)
  }
  if (!(latency >= 0 && latency <= maxTimer)) {
    throw new RangeError(`Cannot wait for ${latency} ms: expected 0 to ${maxTimer}`)
  }
  if (!(tokensPerSecond > 0)) {
    throw new RangeError(`Cannot say ${tokensPerSecond} tokens a second: expected more than 0`)
  }
}
