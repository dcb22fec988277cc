import type * as Wire from '@chat-completion/core/wire'
import { answerOptions, answerRules } from './answer.ts'
import { ChatCompletionChoiceSchema, choiceRules } from './choice.ts'
import { isObject } from './json.ts'
import { always, type Edit, type Place, type Rules } from './repair.ts'
import { list, literal, number, record, type Schema, string } from './schema.ts'

/** Judges a completion as it travels. */
export const ChatCompletionSchema: Schema<Wire.ChatCompletion> = record(() => [
  {
    // First, because a completion inside `provider` is lifted before anything is missing.
    choices: list(ChatCompletionChoiceSchema),
    id: string,
    created: number,
    model: string,
    object: literal('chat.completion'),
  },
  answerOptions(),
])

/** OpenRouter sometimes sends the completion inside `provider`, beside nulls (pydantic/pydantic-ai#3994). */
function nestedCompletion({ root }: Place): readonly Edit[] | undefined {
  const nested = root.provider
  if (!isObject(nested)) return undefined
  const missing = Object.keys(nested).filter((key) => key !== '__proto__' && (root[key] ?? null) === null)
  return ['provider', ...missing].map((key) => ({ code: 'nested-completion', path: [key], value: nested[key] }))
}

export const completionRules: Rules = answerRules({
  object: always('wrong-object', 'chat.completion'),
  choices: { '.': nestedCompletion, '[]': choiceRules },
})
