import type { Host } from '../host.ts'
import { openInput } from '../input.ts'
import { maxSize } from '../read.ts'
import { UnreadableError } from '../unreadable-error.ts'

/** @throws {UnreadableError} It cannot be read, is no text, or has more than 64 MiB. */
export async function readTextFile(file: string, stdin: Host['stdin']): Promise<string> {
  const { bytes } = await openInput(file, stdin)
  return readText(file, bytes)
}

/** Text with the line breaks of Unix, without those at its end. */
export async function readText(name: string, bytes: AsyncIterable<Uint8Array | string>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const pieces: string[] = []
  let size = 0
  try {
    for await (const piece of bytes) {
      size += piece.length
      if (size > maxSize) throw new UnreadableError(name, 'it has more than 64 MiB')
      pieces.push(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }))
    }
    pieces.push(decoder.decode())
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableError(name, 'it is not text in UTF-8', { cause: error })
    throw error
  }
  return pieces.join('').replaceAll('\r\n', '\n').trimEnd()
}
