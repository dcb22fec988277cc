import { ChatCompletionError, ProviderError } from '@chat-completion/core'
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
import { type Kind, kindOf } from './detect.ts'
import { isEventStream } from './read.ts'

export type Mode = NonNullable<ParseOptions['mode']>

/** What became of a body. An error that the provider reports is recognised, not rejected. */
export type Outcome =
  | { readonly status: 'accepted' | 'repaired'; readonly kind: Kind; readonly repairs: readonly Repair[] }
  | { readonly status: 'error'; readonly error: ProviderError }
  | { readonly status: 'rejected'; readonly error: ChatCompletionError }

const parsers: Record<Kind, (body: unknown, options: ParseOptions) => ParseResult<unknown>> = {
  completion: safeParseChatCompletion,
  chunk: safeParseChatCompletionChunk,
  request: safeParseChatCompletionCreateParams,
  error: safeParseErrorBody,
}

export function judge(body: unknown, mode: Mode, kind: Kind = kindOf(body)): Outcome {
  if (typeof body === 'string' && isEventStream(body)) return { status: 'rejected', error: eventStream() }
  const result = parsers[kind](body, { mode })
  if (!result.success) {
    const { error } = result
    return error instanceof ProviderError ? { status: 'error', error } : { status: 'rejected', error }
  }
  if (kind === 'error') return { status: 'error', error: toProviderError(body) }
  const { repairs } = result
  return { status: repairs.length > 0 ? 'repaired' : 'accepted', kind, repairs }
}

function eventStream(): ChatCompletionError {
  return new ChatCompletionError('no-completion', 'Cannot read the body: it is an event stream, which is not read yet')
}
