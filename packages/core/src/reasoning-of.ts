import { findChoice } from './choice-of.ts'
import type { ChatCompletion } from './completion.ts'
import { type ChatCompletionContentPart, textOfParts } from './content.ts'
import type { ReasoningDetail } from './reasoning.ts'

/**
 * What the model thought before it answered, wherever the provider puts it.
 *
 * Read from the first that has any: `reasoning`, `reasoningContent`, `reasoningDetails` (texts and summaries),
 * the thinking parts of `contentParts`, or those with summaries. Providers that send several send the same text in each.
 *
 * @param index Which choice, the first by default.
 * @returns The reasoning, `''` where there is none or it is encrypted. Never throws.
 *
 * @example
 * ```ts
 * import { reasoningOf } from '@chat-completion/core'
 *
 * reasoningOf(completion)
 * //=> 'The capital of France is asked for.'
 * ```
 */
export function reasoningOf(completion: ChatCompletion, index = 0): string {
  const message = findChoice(completion, index)?.message
  if (message === undefined) return ''
  return (
    message.reasoning ||
    message.reasoningContent ||
    textOfDetails(message.reasoningDetails ?? []) ||
    textOfThinking(message.contentParts ?? [])
  )
}

function textOfDetails(details: readonly ReasoningDetail[]): string {
  return details
    .map((detail) => {
      if (detail.type === 'reasoning.text') return detail.text ?? ''
      return detail.type === 'reasoning.summary' ? detail.summary : ''
    })
    .join('')
}

function textOfThinking(parts: readonly ChatCompletionContentPart[]): string {
  return parts.map((part) => (part.type === 'thinking' ? textOfParts(part.thinking) : summaryOf(part))).join('')
}

/** Databricks: a part of type `reasoning` holds summaries (BerriAI/litellm#9700). */
function summaryOf(part: ChatCompletionContentPart): string {
  const { type, summary } = part as { readonly type: string; readonly summary?: unknown }
  if (type !== 'reasoning' || !Array.isArray(summary)) return ''
  return summary.map((item: unknown) => String(Object(item).text ?? '')).join('')
}
