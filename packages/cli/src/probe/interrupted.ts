import { setTimeout as wait } from 'node:timers/promises'

/** Somebody has pressed Ctrl-C, or the process is asked to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'

  constructor() {
    super('Cannot finish the check: it was interrupted')
  }
}

/** @throws {Interrupted} Nobody waits any longer. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal })
  } catch {
    throw new Interrupted()
  }
}
