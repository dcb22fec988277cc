import { type ChatCompletionStreamResult, readChatCompletionStream } from '@chat-completion/stream'
import {
  type ParseOptions,
  type ParseResult,
  safeParseChatCompletion,
  safeParseChatCompletionChunk,
  safeParseChatCompletionCreateParams,
  safeParseErrorBody,
} from '@chat-completion/validators'
import type { Kind } from './detect.ts'
import { UnreadableError } from './unreadable-error.ts'

export type Mode = NonNullable<ParseOptions['mode']>

/** What reads a body of each kind. */
export const parsers: Readonly<Record<Kind, (body: unknown, options: ParseOptions) => ParseResult<unknown>>> = {
  completion: safeParseChatCompletion,
  chunk: safeParseChatCompletionChunk,
  request: safeParseChatCompletionCreateParams,
  error: safeParseErrorBody,
}

/** What a streamed answer adds up to, and why its input could not be read to its end: also after `[DONE]`, where the answer is whole. */
export async function parseStream(
  source: AsyncIterable<Uint8Array | string>,
  mode: Mode,
): Promise<{ result: ChatCompletionStreamResult; unreadable: UnreadableError | undefined }> {
  let unreadable: UnreadableError | undefined
  async function* watched(): AsyncGenerator<Uint8Array | string> {
    try {
      yield* source
    } catch (error) {
      if (error instanceof UnreadableError) unreadable = error
      throw error
    }
  }
  const result = await readChatCompletionStream(watched(), { mode }).result()
  return { result, unreadable }
}
