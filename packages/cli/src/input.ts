import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Host } from './host.ts'
import { UnreadableError } from './unreadable-error.ts'

/** A file, or standard input. */
export interface Input {
  /** In bytes, where it is known beforehand. */
  readonly size: number | undefined
  readonly bytes: AsyncIterable<Uint8Array | string>
}

/** @throws {UnreadableError} There is no such file, or it cannot be read. */
export async function openInput(file: string, stdin: Host['stdin']): Promise<Input> {
  if (file === '-') return { size: undefined, bytes: stdin }
  const stats = await stat(file).catch((error) => fail(file, error))
  if (stats.isDirectory())
    throw new UnreadableError(file, `it is a directory, name its files: ${join(file, '*.jsonl')}`)
  return { size: stats.isFile() ? stats.size : undefined, bytes: bytesOf(file) }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: 256 * 1024 })
  } catch (error) {
    await fail(file, error)
  }
}

async function fail(file: string, error: unknown): Promise<never> {
  if (error instanceof UnreadableError) throw error
  const { code, message } = error as NodeJS.ErrnoException
  throw new UnreadableError(file, code === 'ENOENT' ? await missing(file) : (states[code ?? ''] ?? message), {
    cause: error,
  })
}

const states: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is not a directory',
}

/** Says which file may have been meant: the same name with another ending, such as `.gz`. */
async function missing(file: string): Promise<string> {
  const folder = dirname(file)
  const stem = basename(file).split('.')[0]
  const names = await readdir(folder).catch(() => [])
  const similar = names.find((name) => name.split('.')[0] === stem)
  return similar === undefined
    ? 'there is no such file'
    : `there is no such file, did you mean ${join(folder, similar)}?`
}
