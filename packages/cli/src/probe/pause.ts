import { setTimeout as wait } from 'node:timers/promises'
import { Interrupted } from './interrupted.ts'

/** @throws {Interrupted} Nobody waits any longer. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal })
  } catch {
    throw new Interrupted()
  }
}
