import { type ChatCompletion, ChatCompletionError } from '@chat-completion/core'
import { ChunkEncoder, type SplitBy, toChunks } from '@chat-completion/stream'
import { codecs } from '../form.ts'
import type { Body } from './to-body.ts'

/** What bodies are made: the same in one of the two forms, or, of a completion, a stream that would give it. */
export const targets = ['wire', 'domain', 'stream'] as const

export type Target = (typeof targets)[number]

export interface StreamOptions {
  /** How texts are cut into chunks. */
  readonly by?: SplitBy
  /** False leaves the token counts out, as providers do that are not asked for them. */
  readonly usage?: boolean
}

/**
 * A body as what it is to be: of a stream, its text.
 *
 * @throws {ChatCompletionError} It cannot be made one.
 */
export function toTarget({ kind, value }: Body, target: Target, options: StreamOptions): unknown {
  if (target === 'domain') return value
  if (target === 'wire') return codecs[kind].toWire(value)
  if (kind !== 'completion') throw cannotStream(`this is ${kind === 'error' ? 'an error' : `a ${kind}`}`)
  return toEventText(value as ChatCompletion, options)
}

function toEventText(completion: ChatCompletion, { by = 'word', usage = true }: StreamOptions): string {
  refuseSameIndex(completion)
  const { usage: _, ...others } = completion
  const encoder = new ChunkEncoder()
  const events = toChunks(usage ? completion : others, { by }).map((chunk) => encoder.push(chunk))
  return `${events.join('')}data: [DONE]\n\n`
}

/** Their deltas would run into one. */
function refuseSameIndex({ choices }: ChatCompletion): void {
  const indices = choices.map(({ index }) => index)
  const twice = indices.find((index, position) => indices.indexOf(index) < position)
  if (twice !== undefined) throw cannotStream(`two of its choices have the index ${twice}`)
}

function cannotStream(state: string): ChatCompletionError {
  return new ChatCompletionError('invalid-shape', `Cannot make a stream of it: ${state}`)
}
