import type { ChatCompletion } from '@chat-completion/core'
import { ChatCompletionAccumulator } from '@chat-completion/stream'
import type { ChunkMaker } from './chunk-maker.ts'
import { isResponse, type Parts } from './parts.ts'

/**
 * Gathers an answer that comes in parts, for a client that wants it whole.
 *
 * @throws What the parts throw; a `ChatCompletionError` where they do not make up an answer.
 */
export async function gather(
  parts: Parts,
  first: Awaited<ReturnType<Parts['next']>>,
  maker: ChunkMaker,
): Promise<ChatCompletion> {
  const accumulator = new ChatCompletionAccumulator()
  for (let next = first; !next.done; next = await parts.next()) {
    const { value } = next
    if (isResponse(value) || value instanceof Uint8Array) throw new TypeError('Cannot gather a response: it is no part')
    for (const chunk of maker.push(value)) accumulator.push(chunk)
  }
  for (const chunk of maker.end()) accumulator.push(chunk)
  const { error, completion } = accumulator.result(true)
  if (error) throw error
  return completion
}
