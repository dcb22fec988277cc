import { ChatCompletionError } from '@chat-completion/core'

/** How long to wait while nothing comes. */
export interface TimeoutOptions {
  /**
   * How long to wait for the first piece of the answer, in milliseconds; no limit by default. Comments that keep the connection
   * alive do not count (MoonshotAI/kimi-code#1798), nor does a role alone.
   */
  readonly firstTokenTimeout?: number | undefined
  /**
   * How long to wait for the next chunk, in milliseconds; no limit by default. Comments do not count. Before the first piece of the
   * answer, `firstTokenTimeout` counts in its place, where it is given.
   */
  readonly idleTimeout?: number | undefined
}

/** Watches over each wait for the source: the time that a reader takes is not the source's. */
export class Timeouts {
  readonly #options: TimeoutOptions
  readonly #onTimeout: (error: ChatCompletionError) => void
  /** Milliseconds of all the waits so far. */
  #waited = 0
  #started = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: TimeoutOptions, onTimeout: (error: ChatCompletionError) => void) {
    this.#options = options
    this.#onTimeout = onTimeout
  }

  /** A wait begins; `hasBegun` tells whether something of the answer has come. */
  start(hasBegun: () => boolean): void {
    const { firstTokenTimeout, idleTimeout } = this.#options
    const isFirst = firstTokenTimeout !== undefined && !hasBegun()
    const limit = isFirst ? firstTokenTimeout : idleTimeout
    if (limit === undefined) return
    this.#started = Date.now()
    const what = isFirst ? 'the first token' : 'the next chunk'
    const error = new ChatCompletionError('timeout', `Cannot read on: ${what} did not come within ${limit} ms`)
    const left = isFirst ? Math.max(0, limit - this.#waited) : limit
    this.#timer = setTimeout(() => this.#onTimeout(error), Math.min(left, maxDelay))
  }

  stop(): void {
    clearTimeout(this.#timer)
    if (this.#started > 0) this.#waited += Date.now() - this.#started
    this.#started = 0
  }
}

/** What timers take, in milliseconds; beyond it, they fire at once. */
const maxDelay = 2 ** 31 - 1
