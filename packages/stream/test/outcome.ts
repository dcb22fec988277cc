import type { ChatCompletionChunk } from '@chat-completion/core'
import type { ParseResult } from '@chat-completion/validators'
import type { Decoded } from '../src/chunks.ts'

/** What a chunk is read as, however it is read. */
export function outcomeOf(decoded: Decoded): ParseResult<ChatCompletionChunk> {
  return decoded.success
    ? { success: true, value: decoded.value, repairs: decoded.repairs }
    : { success: false, error: decoded.error }
}
