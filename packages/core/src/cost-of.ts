import type { ChatCompletion } from './completion.ts'

/**
 * What the completion cost, in credits (US dollars at OpenRouter and Vercel).
 *
 * @returns The cost, null where the provider does not say. Zero is a stated cost: the model was free.
 *
 * @example
 * ```ts
 * import { costOf } from '@chat-completion/core'
 *
 * costOf(completion)
 * //=> null
 * ```
 */
export function costOf(completion: ChatCompletion): number | null {
  return completion.usage?.cost ?? null
}
