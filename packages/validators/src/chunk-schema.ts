import type * as Wire from '@chat-completion/core/wire'
import { answerOptions, answerRules } from './answer.ts'
import { positionRule } from './choice.ts'
import { contentRules } from './content.ts'
import { ErrorObjectSchema, errorRules } from './error-object.ts'
import { isObject } from './json.ts'
import { ChatCompletionTokenLogprobsSchema } from './logprobs.ts'
import { ContentSchema, messageEntries, reservedMessageKeys } from './message.ts'
import { always, type Edit, fallback, itemRule, type Place, type Rules, take } from './repair.ts'
import { dictionary, list, literal, nullable, number, record, type Schema, string, unknown } from './schema.ts'
import { argumentsRule } from './tool-call.ts'

export const ToolCallFunctionDeltaSchema: Schema<Wire.ToolCallFunctionDelta> = record(() => [
  {},
  { name: string, arguments: string },
])

const ToolCallCustomDeltaSchema: Schema<Wire.ToolCallCustomDelta> = record(() => [{}, { name: string, input: string }])

export const ChatCompletionChunkChoiceDeltaToolCallSchema: Schema<Wire.ChatCompletionChunkChoiceDeltaToolCall> = record(
  () => [
    {},
    {
      index: number,
      id: string,
      type: string,
      function: ToolCallFunctionDeltaSchema,
      custom: ToolCallCustomDeltaSchema,
      extra_content: dictionary(unknown),
    },
  ],
)

const FunctionCallDeltaSchema: Schema<Wire.FunctionCallDelta> = ToolCallFunctionDeltaSchema

export const ChatCompletionChunkChoiceDeltaSchema: Schema<Wire.ChatCompletionChunkChoiceDelta> = record(
  () => [
    {},
    {
      ...messageEntries(),
      role: string,
      content: ContentSchema,
      tool_calls: list(ChatCompletionChunkChoiceDeltaToolCallSchema),
      function_call: FunctionCallDeltaSchema,
    },
  ],
  reservedMessageKeys,
)

export const ChatCompletionChunkChoiceSchema: Schema<Wire.ChatCompletionChunkChoice> = record(() => [
  { index: number, delta: ChatCompletionChunkChoiceDeltaSchema, finish_reason: nullable(string) },
  { native_finish_reason: string, logprobs: ChatCompletionTokenLogprobsSchema, error: ErrorObjectSchema },
])

export const ChatCompletionChunkSchema: Schema<Wire.ChatCompletionChunk> = record(() => [
  {
    choices: list(ChatCompletionChunkChoiceSchema),
    id: string,
    created: number,
    model: string,
    object: literal('chat.completion.chunk'),
  },
  { ...answerOptions(), obfuscation: string },
])

/** A delta may be missing beside a message (Perplexity); usage and filter results need none. */
function deltaRule(place: Place): readonly Edit[] | undefined {
  const { received, parent } = place
  const isMissing = (received ?? null) === null
  return isMissing && isObject(parent.message)
    ? take('delta-from-message', parent.message)
    : fallback('missing-delta', {})(place)
}

export const chunkRules: Rules = answerRules({
  object: always('wrong-object', 'chat.completion.chunk'),
  choices: {
    '.': fallback('missing-choices', []),
    '[]': {
      '.': itemRule,
      index: positionRule,
      delta: {
        '.': deltaRule,
        content: contentRules,
        tool_calls: { '[]': { function: { arguments: argumentsRule } } },
        function_call: { arguments: argumentsRule },
      },
      finish_reason: fallback('missing-finish-reason', null),
      error: errorRules,
    },
  },
})
