import { ChatCompletionError } from '@chat-completion/core'
import { maxTimer } from '../timer.ts'

/** A call from its start to its end: ended early by the caller's signal or by its time. */
export class Call {
  readonly #controller = new AbortController()
  readonly #caller: AbortSignal | undefined
  readonly #deadline: number
  readonly #timer: ReturnType<typeof setTimeout> | undefined

  /** @param timeout Milliseconds. */
  constructor(caller: AbortSignal | undefined, timeout: number) {
    this.#caller = caller
    this.#deadline = performance.now() + timeout
    if (timeout <= maxTimer) {
      const error = new ChatCompletionError('timeout', `Cannot complete the call: it took more than ${timeout} ms`)
      this.#timer = setTimeout(() => this.#controller.abort(error), timeout)
    }
    caller?.addEventListener('abort', this.#onAbort)
    if (caller?.aborted) this.#onAbort()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Milliseconds. */
  get left(): number {
    return this.#deadline - performance.now()
  }

  /** @throws {ChatCompletionError} `aborted` or `timeout`, if it has been ended. */
  throwIfOver(): void {
    if (this.signal.aborted) throw endedBy(this.signal.reason)
  }

  async wait(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const waiting = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds)
    })
    try {
      await this.race(waiting)
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * What comes of some work, unless the call is over before: not everybody's `fetch` hears of the signal.
   *
   * @param release Given what comes too late.
   * @throws {ChatCompletionError} `aborted` or `timeout`; or what the work throws.
   */
  async race<Value>(work: PromiseLike<Value> | Value, release: (late: Value) => unknown = () => {}): Promise<Value> {
    let isLate = false
    const working = Promise.resolve(work)
    working.then((value) => isLate && release(value)).catch(() => {})
    let over!: () => void
    const ended = new Promise<never>((_, reject) => {
      over = () => {
        isLate = true
        reject(endedBy(this.signal.reason))
      }
    })
    this.signal.addEventListener('abort', over)
    if (this.signal.aborted) over()
    try {
      return await Promise.race([ended, working])
    } finally {
      this.signal.removeEventListener('abort', over)
    }
  }

  /** Ends it early. */
  cancel(error: ChatCompletionError): void {
    this.#controller.abort(error)
  }

  /** Also lets go of a connection that is still open: on Bun, nothing else does. */
  end(): void {
    clearTimeout(this.#timer)
    this.#caller?.removeEventListener('abort', this.#onAbort)
    this.cancel(new ChatCompletionError('aborted', 'Cannot read on: the call is over'))
  }

  readonly #onAbort = (): void => this.#controller.abort(this.#caller?.reason)
}

function endedBy(cause: unknown): ChatCompletionError {
  if (cause instanceof ChatCompletionError) return cause
  const isTimeout = Object(cause).name === 'TimeoutError'
  return isTimeout
    ? new ChatCompletionError('timeout', 'Cannot complete the call: its time was up', { cause })
    : new ChatCompletionError('aborted', 'Cannot complete the call: it was aborted', { cause })
}
