import { type ChatCompletionCreateParams, createParamsFromWire } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type { GenericSchema } from 'valibot'
import { CacheControlSchema, ChatCompletionContentPartSchema } from './content.ts'
import { type Deviation, deviationsOf, pathText, validationError } from './deviation.ts'
import { limitError, overLimit } from './limits.ts'
import { ChatCompletionMessageParamSchema } from './message-param.ts'
import { type ParseOptions, type ParseResult, parsedSchema, unwrap } from './parse.ts'
import { type Repair, repairKeys } from './repair.ts'
import { ChatCompletionResponseFormatSchema } from './response-format.ts'
import {
  ChatCompletionPluginSchema,
  DebugOptionsSchema,
  ProviderPreferencesSchema,
  ReasoningOptionsSchema,
  StopServerToolsConditionSchema,
  TraceOptionsSchema,
} from './routing.ts'
import {
  boolean,
  dictionary,
  either,
  given,
  list,
  literal,
  number,
  record,
  type Schema,
  string,
  unknown,
} from './schema.ts'
import { type UnknownKey, unknownKeys } from './schema-walk.ts'
import { ChatCompletionToolChoiceOptionSchema, ChatCompletionToolSchema } from './tool.ts'

const content: Schema<string | Wire.ChatCompletionContentPart[]> = either(string, list(ChatCompletionContentPartSchema))

const WebSearchOptionsSchema: Schema<Wire.WebSearchOptions> = record({
  search_context_size: given(string),
  user_location: given(
    record({
      type: string,
      approximate: record({
        city: given(string),
        country: given(string),
        region: given(string),
        timezone: given(string),
      }),
    }),
  ),
})

const moderationMode: Schema<Wire.ModerationMode> = record({ mode: string })

const ModerationOptionsSchema: Schema<Wire.ModerationOptions> = record({
  model: string,
  policy: given(record({ input: given(moderationMode), output: given(moderationMode) })),
})

/** Judges a request as it travels. Unknown keys are not its business: strict parsing rejects them. */
export const ChatCompletionCreateParamsSchema: Schema<Wire.ChatCompletionCreateParams> = record({
  messages: list(ChatCompletionMessageParamSchema),
  model: given(string),
  models: given(list(string)),
  max_completion_tokens: given(number),
  max_tokens: given(number),
  temperature: given(number),
  top_p: given(number),
  top_k: given(number),
  top_a: given(number),
  min_p: given(number),
  frequency_penalty: given(number),
  presence_penalty: given(number),
  repetition_penalty: given(number),
  seed: given(number),
  stop: given(either(string, list(string))),
  logit_bias: given(dictionary(number)),
  logprobs: given(boolean),
  top_logprobs: given(number),
  n: given(number),
  stream: given(boolean),
  stream_options: given(record({ include_usage: given(boolean), include_obfuscation: given(boolean) })),
  tools: given(list(ChatCompletionToolSchema)),
  tool_choice: given(ChatCompletionToolChoiceOptionSchema),
  parallel_tool_calls: given(boolean),
  functions: given(
    list(record({ name: string, description: given(string), parameters: given(dictionary(unknown)) })),
  ),
  function_call: given(either(literal('none', 'auto'), record({ name: string }))),
  response_format: given(ChatCompletionResponseFormatSchema),
  verbosity: given(string),
  prediction: given(record({ type: string, content })),
  modalities: given(list(string)),
  audio: given(record({ format: string, voice: either(string, record({ id: string })) })),
  image_config: given(dictionary(unknown)),
  reasoning: given(ReasoningOptionsSchema),
  reasoning_effort: given(string),
  include_reasoning: given(boolean),
  web_search_options: given(WebSearchOptionsSchema),
  plugins: given(list(ChatCompletionPluginSchema)),
  provider: given(ProviderPreferencesSchema),
  transforms: given(list(string)),
  route: given(string),
  stop_server_tools_when: given(list(StopServerToolsConditionSchema)),
  cache_control: given(CacheControlSchema),
  prompt_cache_key: given(string),
  prompt_cache_options: given(record({ mode: given(string), ttl: given(string) })),
  prompt_cache_retention: given(string),
  service_tier: given(string),
  store: given(boolean),
  metadata: given(dictionary(string)),
  moderation: given(ModerationOptionsSchema),
  safety_identifier: given(string),
  user: given(string),
  session_id: given(string),
  trace: given(TraceOptionsSchema),
  debug: given(DebugOptionsSchema),
})

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
export function parseChatCompletionCreateParams(body: unknown, options: ParseOptions = {}): ChatCompletionCreateParams {
  return unwrap(safeParseChatCompletionCreateParams(body, options))
}

/**
 * As {@link parseChatCompletionCreateParams}, but the error is returned, and so is what was noticed: unknown keys (`unknown-key`,
 * unchanged) and known ones in the domain's spelling (`domain-key`). Never throws.
 */
export function safeParseChatCompletionCreateParams(
  body: unknown,
  { mode = 'tolerant' }: ParseOptions = {},
): ParseResult<ChatCompletionCreateParams> {
  const refused = overLimit(body)
  if (refused !== undefined) return { success: false, error: refused }
  if (mode === 'strict') return strictly(body)
  const outcome = repairKeys(ChatCompletionCreateParamsSchema, body)
  if (outcome.status === 'too-many') return { success: false, error: limitError('it has too many misspelt keys') }
  if (outcome.status === 'unrepairable') return refusal(outcome.deviations)
  const repairs = [...outcome.repairs, ...unknownKeys(ChatCompletionCreateParamsSchema, outcome.body).map(passedOn)]
  return { success: true, value: createParamsFromWire(outcome.body as Wire.ChatCompletionCreateParams), repairs }
}

function strictly(body: unknown): ParseResult<ChatCompletionCreateParams> {
  const deviations: Deviation[] = [
    ...deviationsOf(ChatCompletionCreateParamsSchema, body),
    ...unknownKeys(ChatCompletionCreateParamsSchema, body).map(
      ({ path, value }): Deviation => ({ path, expected: 'no unknown key', received: value, kind: 'value' }),
    ),
  ]
  if (deviations.length > 0) return refusal(deviations)
  return { success: true, value: createParamsFromWire(body as Wire.ChatCompletionCreateParams), repairs: [] }
}

function refusal(deviations: readonly Deviation[]): ParseResult<ChatCompletionCreateParams> {
  return { success: false, error: validationError('request', deviations) }
}

function passedOn({ path, value }: UnknownKey): Repair {
  return { code: 'unknown-key', path, received: value, message: `Passed on ${pathText(path)}: a key this library does not know` }
}

/** {@link parseChatCompletionCreateParams} as a Standard Schema. */
export const ParsedChatCompletionCreateParamsSchema: GenericSchema<unknown, ChatCompletionCreateParams> =
  parsedSchema(safeParseChatCompletionCreateParams)
