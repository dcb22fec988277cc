import { findChoice } from './choice-of.ts'
import type { ChatCompletion } from './completion.ts'

/** A finish reason every provider's is told as. */
export type KnownFinishReason =
  | 'stop'
  | 'length'
  | 'tool_calls'
  | 'content_filter'
  | 'function_call'
  | 'error'
  | 'other'

/** What providers send in place of the contract's words, recorded or documented. */
const synonyms: Readonly<Record<string, KnownFinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  function_call: 'function_call',
  error: 'error',
  eos: 'stop', // Together
  eos_token: 'stop', // Hugging Face TGI
  stop_sequence: 'stop', // Hugging Face TGI, Anthropic
  end_turn: 'stop', // Anthropic
  tool_call: 'tool_calls', // GitHub Models
  tool_use: 'tool_calls', // Anthropic (maximhq/bifrost#617)
  max_tokens: 'length', // Anthropic
  model_length: 'length', // Mistral
  sensitive: 'content_filter', // z.ai
  safety: 'content_filter', // Gemini
  recitation: 'content_filter', // Gemini
  complete: 'stop', // Cohere
  network_error: 'error', // z.ai
  insufficient_system_resource: 'error', // DeepSeek
}

/**
 * Why a choice ended, in the contract's words; the raw value stays in `finishReason`.
 *
 * It is never inferred from the content: providers say `stop` beside tool calls, so ask {@link hasToolCalls} for those.
 *
 * @returns `'other'` for a reason that is not known, null where none is given or there is no such choice.
 *
 * @example
 * ```ts
 * import { finishReasonOf } from '@chat-completion/core'
 *
 * finishReasonOf(completion)
 * //=> 'stop'
 * ```
 */
export function finishReasonOf(completion: ChatCompletion, index = 0): KnownFinishReason | null {
  const reason = findChoice(completion, index)?.finishReason
  if (!reason) return null
  const word = reason.toLowerCase().replaceAll('-', '_')
  return Object.hasOwn(synonyms, word) ? (synonyms[word] as KnownFinishReason) : 'other'
}
