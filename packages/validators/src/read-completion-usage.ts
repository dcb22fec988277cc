import type { CompletionUsage } from '@chat-completion/core'
import { read } from './read.ts'
import { takeNotes } from './reading.ts'
import { CompletionUsageSchema } from './usage.ts'

/**
 * A usage that travels in a place of its own, such as Groq's `x_groq`; undefined where it is none, as the contract says.
 *
 * @example
 * ```ts
 * import { readCompletionUsage } from '@chat-completion/validators'
 *
 * readCompletionUsage({ prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 })?.promptTokens
 * //=> 9
 * readCompletionUsage({ tokens: 12 })
 * //=> undefined
 * ```
 */
export function readCompletionUsage(wire: unknown): CompletionUsage | undefined {
  const usage = read(CompletionUsageSchema, wire)
  takeNotes()
  return usage as CompletionUsage | undefined
}
