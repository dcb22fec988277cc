import { chunkRules } from '../../packages/validators/src/chunk-schema.ts'
import { completionRules } from '../../packages/validators/src/completion-schema.ts'
import type { Rules } from '../../packages/validators/src/repair.ts'

/** A compiled file: the objects it reads, innermost first. */
export interface Page {
  readonly rules: Rules
  readonly targets: readonly Target[]
}

export interface Target {
  /** What the reader and its value are called. */
  readonly name: string
  readonly schema: string
  /** Where the object lies in the rules. */
  readonly at?: readonly string[]
  /** The required keys that are missing often enough, or wrong, to be mended at once. */
  readonly mends?: readonly string[]
  /** The optional keys that are worth their lines, because many answers have them. Of the required ones, each is. */
  readonly keys: readonly string[]
  /** The required keys as publishers order them, where the schema has another order. */
  readonly order?: readonly string[]
  /** The union it is the usual option of. A body with another kind is left to the schema. */
  readonly union?: string
}

const answerOrder = ['id', 'object', 'created', 'model', 'choices']
const answerKeys = ['usage', 'system_fingerprint', 'service_tier', 'provider']
const choiceKeys = ['native_finish_reason', 'logprobs']
const messageKeys = ['refusal', 'annotations', 'reasoning', 'reasoning_content', 'reasoning_details', 'tool_calls']

export const pages: Readonly<Record<string, Page>> = {
  usage: {
    rules: {},
    targets: [
      {
        name: 'promptTokensDetails',
        schema: 'PromptTokensDetailsSchema',
        keys: ['cached_tokens', 'cache_write_tokens', 'audio_tokens', 'image_tokens', 'text_tokens', 'video_tokens'],
      },
      {
        name: 'completionTokensDetails',
        schema: 'CompletionTokensDetailsSchema',
        keys: [
          ...['reasoning_tokens', 'audio_tokens', 'image_tokens', 'text_tokens'],
          ...['accepted_prediction_tokens', 'rejected_prediction_tokens'],
        ],
      },
      {
        name: 'usage',
        schema: 'CompletionUsageSchema',
        keys: ['prompt_tokens_details', 'completion_tokens_details', 'cost', 'cost_details', 'is_byok'],
      },
    ],
  },
  completion: {
    rules: completionRules,
    targets: [
      {
        name: 'toolCallFunction',
        schema: 'ToolCallFunctionSchema',
        keys: [],
      },
      {
        name: 'toolCall',
        schema: 'ChatCompletionMessageFunctionToolCallSchema',
        keys: ['index'],
        union: 'ChatCompletionMessageToolCallSchema',
      },
      {
        name: 'message',
        schema: 'ChatCompletionMessageSchema',
        at: ['choices', '[]', 'message'],
        mends: ['content'],
        keys: messageKeys,
      },
      { name: 'choice', schema: 'ChatCompletionChoiceSchema', keys: choiceKeys },
      {
        name: 'chatCompletion',
        schema: 'ChatCompletionSchema',
        order: answerOrder,
        mends: ['created', 'object'],
        keys: answerKeys,
      },
    ],
  },
  chunk: {
    rules: chunkRules,
    targets: [
      { name: 'toolCallFunction', schema: 'ToolCallFunctionDeltaSchema', keys: ['name', 'arguments'] },
      {
        name: 'toolCall',
        schema: 'ChatCompletionChunkChoiceDeltaToolCallSchema',
        keys: ['index', 'id', 'type', 'function'],
      },
      {
        name: 'delta',
        schema: 'ChatCompletionChunkChoiceDeltaSchema',
        keys: ['role', 'content', ...messageKeys],
      },
      {
        name: 'choice',
        schema: 'ChatCompletionChunkChoiceSchema',
        at: ['choices', '[]'],
        mends: ['finish_reason'],
        keys: choiceKeys,
      },
      {
        name: 'chatCompletionChunk',
        schema: 'ChatCompletionChunkSchema',
        order: answerOrder,
        mends: ['object'],
        keys: [...answerKeys, 'obfuscation'],
      },
    ],
  },
}
