import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UnreadableError } from './unreadable-error.ts'

/**
 * The bytes of an input, unpacked where they are gzip: told by the first two bytes, because names lie and standard input has
 * none. Several gzip files one after the other read as one.
 *
 * @throws {UnreadableError} The gzip data is broken or ends too early.
 */
export async function* decompress(name: string, chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  const bytes = toBuffers(chunks)
  const head = await takeTwo(bytes)
  const all = prepend(head, bytes)
  if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzip(name, all)
  else yield* all
}

async function* gunzip(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacked = createGunzip({ chunkSize: 256 * 1024 })
  // A failure of either side ends up in `unpacked`, and is thrown by the loop that reads it.
  pipeline(Readable.from(bytes, { objectMode: false }), unpacked, () => {})
  try {
    yield* unpacked
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code?.startsWith('Z_')) throw error
    const state = code === 'Z_BUF_ERROR' ? 'the gzip data ends too early' : 'the gzip data is broken'
    throw new UnreadableError(name, `${state}, test it with gzip -t`, { cause: error })
  }
}

async function* toBuffers(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  }
}

async function takeTwo(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < 2) {
    const { done, value } = await bytes.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  return head
}

async function* prepend(head: Buffer, bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head
    yield* bytes
  } finally {
    await bytes.return(undefined)
  }
}
