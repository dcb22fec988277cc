import { ChatCompletionError, ProviderError } from '@chat-completion/core'
import { readChatCompletionStream } from '@chat-completion/stream'
import {
  type ParseOptions,
  type ParseResult,
  type Repair,
  safeParseChatCompletion,
  safeParseChatCompletionChunk,
  safeParseChatCompletionCreateParams,
  safeParseErrorBody,
  toProviderError,
} from '@chat-completion/validators'
import { type Kind, kindOf } from '../detect.ts'
import { UnreadableError } from '../unreadable-error.ts'

export type Mode = NonNullable<ParseOptions['mode']>

/** What became of a body. An error that the provider reports is recognised, not rejected. */
export type Outcome =
  | { readonly status: 'accepted' | 'repaired'; readonly kind: Kind | 'stream'; readonly repairs: readonly Repair[] }
  | { readonly status: 'error'; readonly error: ProviderError }
  | { readonly status: 'rejected'; readonly error: ChatCompletionError }

const parsers: Record<Kind, (body: unknown, options: ParseOptions) => ParseResult<unknown>> = {
  completion: safeParseChatCompletion,
  chunk: safeParseChatCompletionChunk,
  request: safeParseChatCompletionCreateParams,
  error: safeParseErrorBody,
}

export function judge(body: unknown, mode: Mode, kind: Kind = kindOf(body)): Outcome {
  const result = parsers[kind](body, { mode })
  if (!result.success) {
    const { error } = result
    return error instanceof ProviderError ? { status: 'error', error } : { status: 'rejected', error }
  }
  if (kind === 'error') return { status: 'error', error: toProviderError(body) }
  const { repairs } = result
  return { status: repairs.length > 0 ? 'repaired' : 'accepted', kind, repairs }
}

/** Judges a streamed answer by what it adds up to: one that does not end as it should is rejected. */
export async function judgeStream(source: AsyncIterable<Uint8Array | string>, mode: Mode): Promise<Outcome> {
  let unreadable: UnreadableError | undefined
  async function* watched(): AsyncGenerator<Uint8Array | string> {
    try {
      yield* source
    } catch (error) {
      if (error instanceof UnreadableError) unreadable = error
      throw error
    }
  }
  const { status, error, repairs } = await readChatCompletionStream(watched(), { mode }).result()
  // Also after `[DONE]`, where the answer itself is whole.
  if (unreadable) throw unreadable
  if (error instanceof ProviderError) return { status: 'error', error }
  if (status !== 'complete') return { status: 'rejected', error }
  const [first] = repairs
  if (!first) return { status: 'accepted', kind: 'stream', repairs }
  if (mode === 'tolerant') return { status: 'repaired', kind: 'stream', repairs }
  return { status: 'rejected', error: new ChatCompletionError('invalid-shape', first.message) }
}
