/** A request as it comes. */
export interface Came {
  /** From 1, in the order in which they came. */
  readonly id: number
  readonly time: Date
  readonly method: string
  readonly path: string
  readonly model: string | undefined
  readonly isStream: boolean
  /** What the user asks, shortened. */
  readonly prompt: string | undefined
}

/** What became of it. */
export interface Ended {
  readonly time: Date
  readonly status: number
  /** What answered; none where no rule matched. */
  readonly rule: string | undefined
  readonly isUnmatched: boolean
  /** From its coming to the end of its answer. */
  readonly milliseconds: number
  /** Of a stream. */
  readonly chunks?: number
  /** Of the answer, where it says so. */
  readonly tokens?: number
  /** Why it was refused, or how it broke. */
  readonly error?: string
}

interface Totals {
  readonly requests: number
  readonly unmatched: number
  /** What was not foreseen, and what did not happen. */
  readonly complaints: readonly string[]
}

/** Tells what the endpoint does. What it is given has no keys and no whole prompts. */
export interface RequestLog {
  started(baseUrl: string): void
  came(request: Came): void
  ended(request: Came, end: Ended): void
  stopped(totals: Totals): void
}
