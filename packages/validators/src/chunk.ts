import { type ChatCompletionChunk, type ChatCompletionError, chunkFromWire } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type { GenericSchema } from 'valibot'
import { answerEntries, answerRules } from './answer.ts'
import { choiceRule, positionRule } from './choice.ts'
import { contentRules } from './content.ts'
import { ErrorObjectSchema, errorRules, isErrorBody } from './error-object.ts'
import { failureIn } from './failure.ts'
import { ChatCompletionTokenLogprobsSchema } from './logprobs.ts'
import { ContentSchema, messageEntries, reservedMessageKeys } from './message.ts'
import { type ParseOptions, type ParseResult, parsedSchema, type Subject, safeParse, unwrap } from './parse.ts'
import { noCompletion, toProviderError } from './provider-error.ts'
import { always, type Edit, fallback, type Place } from './repair.ts'
import { dictionary, given, isObject, type JsonObject, list, literal, nullable, number, record, type Schema, string, unknown } from './schema.ts'
import { argumentsAsJson } from './tool-call.ts'

const ToolCallFunctionDeltaSchema: Schema<Wire.ToolCallFunctionDelta> = record({
  name: given(string),
  arguments: given(string),
})

const ToolCallCustomDeltaSchema: Schema<Wire.ToolCallCustomDelta> = record({
  name: given(string),
  input: given(string),
})

export const ChatCompletionChunkChoiceDeltaToolCallSchema: Schema<Wire.ChatCompletionChunkChoiceDeltaToolCall> = record({
  index: given(number),
  id: given(string),
  type: given(string),
  function: given(ToolCallFunctionDeltaSchema),
  custom: given(ToolCallCustomDeltaSchema),
  extra_content: given(dictionary(unknown)),
})

const FunctionCallDeltaSchema: Schema<Wire.FunctionCallDelta> = record({
  name: given(string),
  arguments: given(string),
})

export const ChatCompletionChunkChoiceDeltaSchema: Schema<Wire.ChatCompletionChunkChoiceDelta> = record(
  {
    ...messageEntries,
    role: given(string),
    content: given(ContentSchema),
    tool_calls: given(list(ChatCompletionChunkChoiceDeltaToolCallSchema)),
    function_call: given(FunctionCallDeltaSchema),
  },
  { reserved: reservedMessageKeys },
)

export const ChatCompletionChunkChoiceSchema: Schema<Wire.ChatCompletionChunkChoice> = record({
  index: number,
  delta: ChatCompletionChunkChoiceDeltaSchema,
  finish_reason: nullable(string),
  native_finish_reason: given(string),
  logprobs: given(ChatCompletionTokenLogprobsSchema),
  error: given(ErrorObjectSchema),
})

export const ChatCompletionChunkSchema: Schema<Wire.ChatCompletionChunk> = record({
  ...answerEntries,
  object: literal('chat.completion.chunk'),
  choices: list(ChatCompletionChunkChoiceSchema),
  obfuscation: given(string),
})

/** A delta may be missing beside a message (Perplexity's last chunks) or a legacy text; usage and filter results need none. */
function deltaRule(place: Place): readonly Edit[] {
  const { received, parent } = place
  const { message, text } = parent as JsonObject
  const nothing = received === undefined || received === null
  if (nothing && isObject(message)) return [{ code: 'delta-from-message', value: message }]
  if (nothing && typeof text === 'string') return [{ code: 'delta-from-text', value: { content: text } }]
  return fallback('missing-delta', {})(place)
}

const subject: Subject<Wire.ChatCompletionChunk, ChatCompletionChunk> = {
  name: 'chunk',
  schema: ChatCompletionChunkSchema,
  rules: {
    ...answerRules,
    object: always('wrong-object', 'chat.completion.chunk'),
    choices: {
      '.': fallback('missing-choices', []),
      '[]': {
        '.': choiceRule,
        index: positionRule,
        delta: {
          '.': deltaRule,
          content: contentRules,
          tool_calls: { '[]': { function: { arguments: argumentsAsJson } } },
          function_call: { arguments: argumentsAsJson },
        },
        finish_reason: fallback('missing-finish-reason', null),
        error: errorRules,
      },
    },
  },
  refuse,
  fromWire: chunkFromWire,
}

/** Keys that make a body a chunk where it has no choices. */
const chunkKeys = ['id', 'object', 'created', 'model', 'usage', 'choices']

/** A chunk may come without choices, but then not beside an error; something else altogether is no chunk. */
function refuse(body: unknown): ChatCompletionError | undefined {
  const choices = isObject(body) ? body.choices : undefined
  if (Array.isArray(choices) && choices.length > 0) return undefined
  if (isErrorBody(body)) return toProviderError(body)
  if (isObject(body) && body.object !== 'error' && chunkKeys.some((key) => Object.hasOwn(body, key))) return undefined
  return failureIn(body) === undefined ? noCompletion('chunk', body) : toProviderError(body)
}

/**
 * Reads one chunk of a streamed response, as parsed from the data of an event.
 *
 * @throws {ProviderError} The chunk is an error of the provider and brings no choices.
 * @throws {ValidationError} The body is not a chunk; in strict mode, it deviates from the contract.
 * @throws {ChatCompletionError} `no-completion`: nothing of a chunk is there; `limit`: too deep, too large, too broken.
 *
 * @example
 * ```ts
 * import { parseChatCompletionChunk } from '@chat-completion/validators'
 *
 * const chunk = parseChatCompletionChunk({ choices: [{ index: 0, delta: { content: 'Pa' } }] })
 * chunk.choices[0]?.delta.content
 * //=> 'Pa'
 * ```
 */
export function parseChatCompletionChunk(body: unknown, options: ParseOptions = {}): ChatCompletionChunk {
  return unwrap(safeParseChatCompletionChunk(body, options))
}

/** As {@link parseChatCompletionChunk}, but the error is returned, and so are the repairs. Never throws. */
export function safeParseChatCompletionChunk(body: unknown, options: ParseOptions = {}): ParseResult<ChatCompletionChunk> {
  return safeParse(subject, body, options)
}

/** {@link parseChatCompletionChunk} as a Standard Schema. */
export const ParsedChatCompletionChunkSchema: GenericSchema<unknown, ChatCompletionChunk> =
  parsedSchema(safeParseChatCompletionChunk)
