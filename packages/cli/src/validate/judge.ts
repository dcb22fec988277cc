import { ChatCompletionError, ProviderError } from '@chat-completion/core'
import { type Repair, toProviderError } from '@chat-completion/validators'
import { type Kind, kindOf } from '../detect.ts'
import { type Mode, parsers, parseStream } from '../parse.ts'

/** What became of a body. An error that the provider reports is recognised, not rejected. */
export type Outcome =
  | { readonly status: 'accepted' | 'repaired'; readonly kind: Kind | 'stream'; readonly repairs: readonly Repair[] }
  | { readonly status: 'error'; readonly error: ProviderError }
  | { readonly status: 'rejected'; readonly error: ChatCompletionError }

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
  const { result, unreadable } = await parseStream(source, mode)
  if (unreadable) throw unreadable
  const { status, error, repairs } = result
  if (error instanceof ProviderError) return { status: 'error', error }
  if (status !== 'complete') return { status: 'rejected', error }
  const [first] = repairs
  if (!first) return { status: 'accepted', kind: 'stream', repairs }
  if (mode === 'tolerant') return { status: 'repaired', kind: 'stream', repairs }
  return { status: 'rejected', error: new ChatCompletionError('invalid-shape', first.message) }
}
