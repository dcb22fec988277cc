import type { Break } from '../broken-endpoint.ts'

/** One way to be broken, and exactly the checks that fail of it. What needs one of them is skipped. */
export interface Breakage {
  readonly name: string
  /** Made anew for each run: some remember what has been. */
  readonly break: () => Break
  readonly fails: readonly string[]
  /** Of a request, in seconds: what hangs is waited for as long. Those that wait are run at the same time. */
  readonly timeout?: number
}
