import type { ChatCompletion, ChatCompletionError } from '@chat-completion/core'
import type { Repair } from '@chat-completion/validators'

/** How a streamed answer ended, with all of it that arrived. */
export type ChatCompletionStreamResult = CompleteStream | BrokenStream

export interface CompleteStream {
  /** Every choice has its finish reason. */
  readonly status: 'complete'
  readonly completion: ChatCompletion
  /** One for each code and place; `count` tells how often. */
  readonly repairs: readonly Repair[]
  readonly error?: undefined
}

export interface BrokenStream {
  /**
   * `truncated`: it ended before every choice was finished, by itself, by an abort, a timeout or a broken connection. `failed`:
   * the provider reported an error, or sent what cannot be read.
   */
  readonly status: 'truncated' | 'failed'
  /** What had arrived; no choices if nothing had. */
  readonly completion: ChatCompletion
  readonly repairs: readonly Repair[]
  readonly error: ChatCompletionError
}
