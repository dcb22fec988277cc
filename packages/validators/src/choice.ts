import type * as Wire from '@chat-completion/core/wire'
import { ErrorObjectSchema, errorRules } from './error-object.ts'
import { ChatCompletionTokenLogprobsSchema } from './logprobs.ts'
import { ChatCompletionMessageSchema, messageRules } from './message.ts'
import { fallback, itemRule, type Rule, type Rules } from './repair.ts'
import { nullable, number, record, type Schema, string } from './schema.ts'

export const ChatCompletionChoiceSchema: Schema<Wire.ChatCompletionChoice> = record(() => [
  { index: number, message: ChatCompletionMessageSchema, finish_reason: nullable(string) },
  { native_finish_reason: string, logprobs: ChatCompletionTokenLogprobsSchema, error: ErrorObjectSchema },
])

/** A choice of a completion or a chunk: both count their choices by position. */
export const positionRule: Rule = (place) => fallback('missing-index', place.path.at(-2))(place)

export const choiceRules: Rules = {
  '.': itemRule,
  index: positionRule,
  message: { '.': fallback('missing-message', { role: 'assistant', content: null }), ...messageRules },
  finish_reason: fallback('missing-finish-reason', null),
  error: errorRules,
}
