import type { ChatCompletion } from '@chat-completion/core'
import { ChatCompletionAccumulator } from '@chat-completion/stream'
import { type ChunkMaker, isCompletion } from './chunk-maker.ts'
import { isResponse, type Part, type Parts } from './parts.ts'

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
  const add = (part: Part): void => {
    if (isResponse(part) || part instanceof Uint8Array) throw new TypeError('Cannot gather a response: it is no part')
    for (const chunk of maker.push(part)) accumulator.push(chunk)
  }
  let next = first
  if (!first.done && isCompletion(first.value)) {
    next = await parts.next()
    if (next.done) return first.value
    add(first.value)
  }
  for (; !next.done; next = await parts.next()) add(next.value)
  for (const chunk of maker.end()) accumulator.push(chunk)
  const { error, completion } = accumulator.result(true)
  if (error) throw error
  return completion
}
