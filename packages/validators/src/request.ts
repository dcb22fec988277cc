import type { ChatCompletionCreateParams } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type { GenericSchema } from 'valibot'
import { CacheControlSchema, ChatCompletionContentPartSchema } from './content.ts'
import { pathText } from './json.ts'
import { ChatCompletionMessageParamSchema } from './message-param.ts'
import {
  type Parsed,
  type ParseOptions,
  type ParseResult,
  parsedSchema,
  type Subject,
  safeParse,
  unwrap,
} from './parse.ts'
import { type Repair, renameKey } from './repair.ts'
import { ChatCompletionResponseFormatSchema } from './response-format.ts'
import {
  ChatCompletionPluginSchema,
  DebugOptionsSchema,
  ProviderPreferencesSchema,
  ReasoningOptionsSchema,
  StopServerToolsConditionSchema,
  TraceOptionsSchema,
} from './routing.ts'
import { boolean, dictionary, either, list, literal, number, record, type Schema, string, unknown } from './schema.ts'
import { ChatCompletionToolChoiceOptionSchema, ChatCompletionToolSchema } from './tool.ts'
import { type UnknownKey, unknownKeys } from './unknown-keys.ts'
import { validationError } from './validation-error.ts'

const content: Schema<string | Wire.ChatCompletionContentPart[]> = either(string, list(ChatCompletionContentPartSchema))

const WebSearchOptionsSchema: Schema<Wire.WebSearchOptions> = record(() => [
  {},
  {
    search_context_size: string,
    user_location: record(() => [
      {
        type: string,
        approximate: record(() => [{}, { city: string, country: string, region: string, timezone: string }]),
      },
    ]),
  },
])

const moderationMode: Schema<Wire.ModerationMode> = record(() => [{ mode: string }])

const ModerationOptionsSchema: Schema<Wire.ModerationOptions> = record(() => [
  { model: string },
  { policy: record(() => [{}, { input: moderationMode, output: moderationMode }]) },
])

/** Judges a request as it travels. Unknown keys are not its business: strict parsing rejects them. */
export const ChatCompletionCreateParamsSchema: Schema<Wire.ChatCompletionCreateParams> = record(() => [
  { messages: list(ChatCompletionMessageParamSchema) },
  {
    model: string,
    models: list(string),
    max_completion_tokens: number,
    max_tokens: number,
    temperature: number,
    top_p: number,
    top_k: number,
    top_a: number,
    min_p: number,
    frequency_penalty: number,
    presence_penalty: number,
    repetition_penalty: number,
    seed: number,
    stop: either(string, list(string)),
    logit_bias: dictionary(number),
    logprobs: boolean,
    top_logprobs: number,
    n: number,
    stream: boolean,
    stream_options: record(() => [{}, { include_usage: boolean, include_obfuscation: boolean }]),
    tools: list(ChatCompletionToolSchema),
    tool_choice: ChatCompletionToolChoiceOptionSchema,
    parallel_tool_calls: boolean,
    functions: list(record(() => [{ name: string }, { description: string, parameters: dictionary(unknown) }])),
    function_call: either(
      literal('none', 'auto'),
      record(() => [{ name: string }]),
    ),
    response_format: ChatCompletionResponseFormatSchema,
    verbosity: string,
    prediction: record(() => [{ type: string, content }]),
    modalities: list(string),
    audio: record(() => [
      {
        format: string,
        voice: either(
          string,
          record(() => [{ id: string }]),
        ),
      },
    ]),
    image_config: dictionary(unknown),
    reasoning: ReasoningOptionsSchema,
    reasoning_effort: string,
    include_reasoning: boolean,
    web_search_options: WebSearchOptionsSchema,
    plugins: list(ChatCompletionPluginSchema),
    provider: ProviderPreferencesSchema,
    transforms: list(string),
    route: string,
    stop_server_tools_when: list(StopServerToolsConditionSchema),
    cache_control: CacheControlSchema,
    prompt_cache_key: string,
    prompt_cache_options: record(() => [{}, { mode: string, ttl: string }]),
    prompt_cache_retention: string,
    service_tier: string,
    store: boolean,
    metadata: dictionary(string),
    moderation: ModerationOptionsSchema,
    safety_identifier: string,
    user: string,
    session_id: string,
    trace: TraceOptionsSchema,
    debug: DebugOptionsSchema,
  },
])

const subject: Subject<Wire.ChatCompletionCreateParams, ChatCompletionCreateParams> = {
  name: 'request',
  schema: ChatCompletionCreateParamsSchema,
  mender: renameKey,
  complete: nameUnknownKeys,
}

/**
 * Reads the body of a chat completion request, as parsed from JSON.
 *
 * A request is not mended: a wrong value of a known key is an error that names it. Keys this library does not know are passed on;
 * strict mode rejects them.
 *
 * @throws {ValidationError} Every parameter at fault, by path.
 * @throws {ChatCompletionError} `limit`: too deep or too large.
 *
 * @example
 * ```ts
 * import { parseChatCompletionCreateParams } from '@chat-completion/validators'
 *
 * const params = parseChatCompletionCreateParams({ model: 'gpt-5', messages: [], max_tokens: 9 })
 * params.maxTokens
 * //=> 9
 * ```
 */
export function parseChatCompletionCreateParams(body: unknown, options?: ParseOptions): ChatCompletionCreateParams {
  return unwrap(safeParseChatCompletionCreateParams(body, options))
}

/**
 * As {@link parseChatCompletionCreateParams}, but the error is returned, and so is what was noticed: unknown keys (`unknown-key`,
 * unchanged) and known ones in the domain's spelling (`domain-key`). Never throws.
 */
export function safeParseChatCompletionCreateParams(
  body: unknown,
  options?: ParseOptions,
): ParseResult<ChatCompletionCreateParams> {
  return safeParse(subject, body, options)
}

function nameUnknownKeys(
  parsed: Parsed<ChatCompletionCreateParams>,
  wire: unknown,
  { mode }: ParseOptions,
): ParseResult<ChatCompletionCreateParams> {
  const unknown = unknownKeys(ChatCompletionCreateParamsSchema, wire)
  if (unknown.length === 0) return parsed
  if (mode !== 'strict') {
    return { ...parsed, repairs: [...parsed.repairs, ...unknown.map(passedOn)] }
  }
  const deviations = unknown.map(({ path, value: received }) => ({ path, expected: 'no unknown key', received }))
  return { success: false, error: validationError(subject.name, deviations) }
}

function passedOn({ path, value }: UnknownKey): Repair {
  return {
    code: 'unknown-key',
    path,
    received: value,
    message: `Passed on ${pathText(path)}: a key this library does not know`,
  }
}

/** {@link parseChatCompletionCreateParams} as a Standard Schema. */
export const ParsedChatCompletionCreateParamsSchema: GenericSchema<unknown, ChatCompletionCreateParams> = parsedSchema(
  safeParseChatCompletionCreateParams,
)
