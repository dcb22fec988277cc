import { once } from 'node:events'
import { type FileHandle, open } from 'node:fs/promises'
import type { Output } from '../host.ts'

/** Where the output goes. */
export interface Sink {
  /** Resolves when there is room for more: false once nobody reads it any longer. */
  write(text: string): Promise<boolean>
  /** Resolves when all is written. */
  close(): Promise<void>
}

/** An output that cannot be written. The message is for people. */
export class UnwritableError extends Error {
  override readonly name = 'UnwritableError'

  constructor(output: string, state: string, options?: ErrorOptions) {
    super(`Cannot write ${output}: ${state}`, options)
  }
}

const states: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ENOSPC: 'no space is left',
}

/** An output of the process, which stays open. */
export function toSink(output: Output): Sink {
  let hasLeft = false
  const leave = (): void => {
    hasLeft = true
  }
  output.once('error', leave)
  output.once('close', leave)
  return {
    async write(text) {
      // A pipe that is closed may say so only after the write that finds it out.
      if (!hasLeft && !output.write(text)) await roomIn(output)
      return !hasLeft
    },
    async close() {
      output.off('error', leave)
      output.off('close', leave)
    },
  }
}

async function roomIn(output: Output): Promise<void> {
  const done = new AbortController()
  const { signal } = done
  const events = ['drain', 'close', 'error'].map((name) => once(output, name, { signal }))
  await Promise.race(events).catch(() => {})
  done.abort()
  await Promise.allSettled(events)
}

/** How much is written at once, in characters. */
const portion = 64 * 1024

/** A file, which is opened when there is something to write: an input that gives nothing leaves it as it was. */
export function toFileSink(file: string): Sink {
  let handle: FileHandle | undefined
  let pending = ''
  const flush = async (): Promise<void> => {
    try {
      handle ??= await open(file, 'w')
      await handle.appendFile(pending)
      pending = ''
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      throw new UnwritableError(file, states[code ?? ''] ?? message, { cause: error })
    }
  }
  return {
    async write(text) {
      pending += text
      if (pending.length > portion) await flush()
      return true
    },
    async close() {
      try {
        if (pending !== '') await flush()
      } finally {
        await handle?.close()
      }
    },
  }
}
