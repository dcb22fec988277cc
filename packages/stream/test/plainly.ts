import type { ChatCompletionChunk } from '@chat-completion/core'
import {
  type ChatCompletionStreamResult,
  type ReadStreamOptions,
  readChatCompletionStream,
} from '@chat-completion/stream'
import { Frame } from '../src/frame.ts'
import { from } from './streams.ts'

export interface Reading {
  readonly chunks: readonly ChatCompletionChunk[]
  readonly result: ChatCompletionStreamResult
}

/** Reads a stream chunk by chunk. */
export async function readChunkwise(sse: string, options: ReadStreamOptions = {}): Promise<Reading> {
  const stream = readChatCompletionStream(from([sse]), options)
  const chunks: ChatCompletionChunk[] = []
  const reading = async (): Promise<void> => {
    for await (const chunk of stream) chunks.push(chunk)
  }
  // The result has the error, too.
  await reading().catch(() => {})
  return { chunks, result: await stream.result() }
}

/** As {@link readChunkwise}, while no chunk is read by its frame. */
export async function readPlainly(sse: string, options?: ReadStreamOptions): Promise<Reading> {
  const { read } = Frame.prototype
  Frame.prototype.read = () => undefined
  try {
    return await readChunkwise(sse, options)
  } finally {
    Frame.prototype.read = read
  }
}
