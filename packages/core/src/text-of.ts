import { findChoice } from './choice-of.ts'
import type { ChatCompletion } from './completion.ts'

/**
 * The text of a completion's first choice.
 *
 * Text parts are joined; reasoning is not text. A refusal reads as `''`,
 * because a refusal is not an answer: see {@link refusalOf}.
 *
 * @param completion A checked completion; it is not changed.
 * @param index Which choice, the first by default.
 * @returns The text, `''` where there is none. Never throws.
 *
 * @example
 * ```ts
 * import { textOf } from '@chat-completion/core'
 *
 * textOf(completion)
 * //=> 'Paris'
 * ```
 */
export function textOf(completion: ChatCompletion, index = 0): string {
  return findChoice(completion, index)?.message.content ?? ''
}

/**
 * The refusal of a completion's first choice, from `refusal` or from its refusal parts.
 *
 * @param index Which choice, the first by default.
 * @returns The refusal, `''` where the model did not refuse. Never throws.
 *
 * @example
 * ```ts
 * import { refusalOf } from '@chat-completion/core'
 *
 * refusalOf(completion)
 * //=> ''
 * ```
 */
export function refusalOf(completion: ChatCompletion, index = 0): string {
  const message = findChoice(completion, index)?.message
  if (message?.refusal) return message.refusal
  return (message?.contentParts ?? []).map((part) => (part.type === 'refusal' ? part.refusal : '')).join('')
}
