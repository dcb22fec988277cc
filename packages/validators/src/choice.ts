import type * as Wire from '@chat-completion/core/wire'
import { ErrorObjectSchema, errorRules } from './error-object.ts'
import { isObject } from './json.ts'
import { ChatCompletionTokenLogprobsSchema } from './logprobs.ts'
import { ChatCompletionMessageSchema, messageRules } from './message.ts'
import { always, type Edit, fallback, type Place, type Rule, type Rules, take } from './repair.ts'
import { nullable, number, record, type Schema, string } from './schema.ts'

export const ChatCompletionChoiceSchema: Schema<Wire.ChatCompletionChoice> = record(
  { index: number, message: ChatCompletionMessageSchema, finish_reason: nullable(string) },
  { native_finish_reason: string, logprobs: ChatCompletionTokenLogprobsSchema, error: ErrorObjectSchema },
)

/** A choice of a completion or a chunk: both count their choices by position. */
export const positionRule: Rule = (place) => fallback('missing-index', place.path.at(-2))(place)

/** What is not an object says nothing of a choice; the others keep their position. */
export const choiceRule: Rule = always('invalid-choice', {})

/** Without a message there may be a delta (GigaChat), which stays where it is; a filtered choice has neither (Azure). */
function messageRule(place: Place): readonly Edit[] | undefined {
  const { received, parent } = place
  const isMissing = (received ?? null) === null
  return isMissing && isObject(parent.delta)
    ? take('message-from-delta', parent.delta)
    : fallback('missing-message', { role: 'assistant', content: null })(place)
}

export const choiceRules: Rules = {
  '.': choiceRule,
  index: positionRule,
  message: { '.': messageRule, ...messageRules },
  finish_reason: fallback('missing-finish-reason', null),
  error: errorRules,
}
