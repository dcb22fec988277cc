import type { ChatCompletionChunk } from '@chat-completion/core'
import { type ChatCompletionStreamResult, readEvents } from '@chat-completion/stream'
import { ChatCompletionAccumulator } from '../src/accumulate.ts'
import { ChunkDecoder } from '../src/chunks.ts'
import { from } from './streams.ts'

interface PlainlyRead {
  readonly chunks: readonly ChatCompletionChunk[]
  readonly result: ChatCompletionStreamResult
}

/** Reads a stream event by event, none of which knows of the one before; undefined where one is no chunk. */
export async function readPlainly(sse: string): Promise<PlainlyRead | undefined> {
  const chunks: ChatCompletionChunk[] = []
  const accumulator = new ChatCompletionAccumulator()
  for await (const event of readEvents(from([sse]), { onRepair: (repair) => accumulator.addRepair(repair) })) {
    const outcome = new ChunkDecoder({}).push(event)
    if (!outcome.success) return undefined
    for (const repair of outcome.repairs) accumulator.addRepair(repair)
    chunks.push(outcome.value)
    accumulator.push(outcome.value)
  }
  return { chunks, result: accumulator.result(sse.includes('[DONE]')) }
}
