import type { Host } from '../host.ts'
import type { Check } from './check.ts'

export interface CheckProgress {
  show(check: Check): void
  stop(): void
}

/** A line that says which check runs, on a terminal. */
export function startCheckProgress({ stderr, env }: Host, count: number): CheckProgress {
  if (stderr.isTTY !== true || env.TERM === 'dumb') return { show() {}, stop() {} }
  let done = 0
  return {
    show({ id }) {
      done += 1
      stderr.write(`\r\u001b[2K${done} of ${count}  ${id}`)
    },
    stop() {
      stderr.write('\r\u001b[2K')
    },
  }
}
