import type * as Wire from '@chat-completion/core/wire'
import { ErrorObjectSchema, errorRules } from './error-object.ts'
import { ChatCompletionTokenLogprobsSchema } from './logprobs.ts'
import { ChatCompletionMessageSchema, messageRules } from './message.ts'
import { always, type Edit, fallback, type Place, type Rule, type Rules } from './repair.ts'
import { given, isObject, type JsonObject, nullable, number, record, type Schema, string } from './schema.ts'

export const ChatCompletionChoiceSchema: Schema<Wire.ChatCompletionChoice> = record({
  index: number,
  message: ChatCompletionMessageSchema,
  finish_reason: nullable(string),
  native_finish_reason: given(string),
  logprobs: given(ChatCompletionTokenLogprobsSchema),
  error: given(ErrorObjectSchema),
})

/** A choice of a completion or a chunk: both count their choices by position. */
export const positionRule: Rule = (place) => fallback('missing-index', place.path.at(-2))(place)

/** What is not an object says nothing of a choice; the others keep their position. */
export const choiceRule: Rule = always('invalid-choice', {})

/**
 * Without a message there may be a delta (GigaChat) or a text (legacy completions), which stay where they are; a filtered
 * choice has none of them (Azure).
 */
function messageRule(place: Place): readonly Edit[] {
  const { received, parent } = place
  const { delta, text } = parent as JsonObject
  const nothing = received === undefined || received === null
  if (nothing && isObject(delta)) return [{ code: 'message-from-delta', value: delta }]
  if (nothing && typeof text === 'string') return [{ code: 'message-from-text', value: { role: 'assistant', content: text } }]
  if (typeof received === 'string') return [{ code: 'message-as-string', value: { role: 'assistant', content: received } }]
  return fallback('missing-message', { role: 'assistant', content: null })(place)
}

export const choiceRules: Rules = {
  '.': choiceRule,
  index: positionRule,
  message: { '.': messageRule, ...messageRules },
  finish_reason: fallback('missing-finish-reason', null),
  error: errorRules,
}
