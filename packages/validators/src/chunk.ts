import type { ChatCompletionChunk, ChatCompletionError } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type { GenericSchema } from 'valibot'
import { answerOptions, answerRules } from './answer.ts'
import { positionRule } from './choice.ts'
import { contentRules } from './content.ts'
import { ErrorObjectSchema, errorRules, isErrorBody } from './error-object.ts'
import { failureIn } from './failure.ts'
import { isObject } from './json.ts'
import { ChatCompletionTokenLogprobsSchema } from './logprobs.ts'
import { ContentSchema, messageEntries, reservedMessageKeys } from './message.ts'
import { type ParseOptions, type ParseResult, parsedSchema, type Subject, safeParse, unwrap } from './parse.ts'
import { noCompletion, toProviderError } from './provider-error.ts'
import { always, byRules, type Edit, fallback, itemRule, type Place, take } from './repair.ts'
import { dictionary, list, literal, nullable, number, record, type Schema, string, unknown } from './schema.ts'
import { argumentsRule } from './tool-call.ts'

const ToolCallFunctionDeltaSchema: Schema<Wire.ToolCallFunctionDelta> = record({}, { name: string, arguments: string })

const ToolCallCustomDeltaSchema: Schema<Wire.ToolCallCustomDelta> = record({}, { name: string, input: string })

export const ChatCompletionChunkChoiceDeltaToolCallSchema: Schema<Wire.ChatCompletionChunkChoiceDeltaToolCall> = record(
  {},
  {
    index: number,
    id: string,
    type: string,
    function: ToolCallFunctionDeltaSchema,
    custom: ToolCallCustomDeltaSchema,
    extra_content: dictionary(unknown),
  },
)

const FunctionCallDeltaSchema: Schema<Wire.FunctionCallDelta> = record({}, { name: string, arguments: string })

export const ChatCompletionChunkChoiceDeltaSchema: Schema<Wire.ChatCompletionChunkChoiceDelta> = record(
  {},
  {
    ...messageEntries,
    role: string,
    content: ContentSchema,
    tool_calls: list(ChatCompletionChunkChoiceDeltaToolCallSchema),
    function_call: FunctionCallDeltaSchema,
  },
  reservedMessageKeys,
)

export const ChatCompletionChunkChoiceSchema: Schema<Wire.ChatCompletionChunkChoice> = record(
  { index: number, delta: ChatCompletionChunkChoiceDeltaSchema, finish_reason: nullable(string) },
  { native_finish_reason: string, logprobs: ChatCompletionTokenLogprobsSchema, error: ErrorObjectSchema },
)

export const ChatCompletionChunkSchema: Schema<Wire.ChatCompletionChunk> = record(
  {
    id: string,
    created: number,
    model: string,
    object: literal('chat.completion.chunk'),
    choices: list(ChatCompletionChunkChoiceSchema),
  },
  { ...answerOptions, obfuscation: string },
)

/** A delta may be missing beside a message (Perplexity); usage and filter results need none. */
function deltaRule(place: Place): readonly Edit[] | undefined {
  const { received, parent } = place
  const isMissing = (received ?? null) === null
  return isMissing && isObject(parent.message)
    ? take('delta-from-message', parent.message)
    : fallback('missing-delta', {})(place)
}

const subject: Subject<Wire.ChatCompletionChunk, ChatCompletionChunk> = {
  name: 'chunk',
  schema: ChatCompletionChunkSchema,
  mender: byRules(
    ChatCompletionChunkSchema,
    answerRules({
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
    }),
  ),
  refuse,
}

/** Keys that make a body a chunk where it has no choices. */
const chunkKeys = ['id', 'object', 'created', 'model', 'usage', 'choices']

/** A chunk may come without choices, but then not beside an error; something else altogether is no chunk. */
function refuse(body: unknown): ChatCompletionError | undefined {
  const choices = isObject(body) ? body.choices : undefined
  if (Array.isArray(choices) && choices.length > 0) return undefined
  if (isErrorBody(body) || failureIn(body)) return toProviderError(body)
  const isChunk = isObject(body) && chunkKeys.some((key) => Object.hasOwn(body, key))
  return isChunk ? undefined : noCompletion('chunk', body)
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

/** As {@link parseChatCompletionChunk}, but the error is returned, and so are the repairs. Never throws on JSON. */
export function safeParseChatCompletionChunk(
  body: unknown,
  options: ParseOptions = {},
): ParseResult<ChatCompletionChunk> {
  return safeParse(subject, body, options)
}

/** {@link parseChatCompletionChunk} as a Standard Schema. */
export const ParsedChatCompletionChunkSchema: GenericSchema<unknown, ChatCompletionChunk> =
  parsedSchema(safeParseChatCompletionChunk)
