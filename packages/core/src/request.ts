import { decode, encode, type Fields, opaque, type Shape } from './codec.ts'
import type { ServiceTier } from './completion.ts'
import type { CacheControl, ChatCompletionContentPart } from './content.ts'
import { contentPartShape } from './content.ts'
import type { ChatCompletionMessageParam } from './message-param.ts'
import { messageParamShape } from './message-param.ts'
import type { ChatCompletionResponseFormat } from './response-format.ts'
import { responseFormatShape } from './response-format.ts'
import type {
  ChatCompletionPlugin,
  DebugOptions,
  ProviderPreferences,
  ReasoningEffort,
  ReasoningOptions,
  StopServerToolsCondition,
  TraceOptions,
} from './routing.ts'
import {
  debugOptionsShape,
  pluginShape,
  providerPreferencesShape,
  reasoningOptionsShape,
  stopServerToolsConditionShape,
  traceOptionsShape,
} from './routing.ts'
import type { ChatCompletionTool, ChatCompletionToolChoiceOption } from './tool.ts'
import { toolChoiceShape, toolShape } from './tool.ts'
import type * as Wire from './wire/index.ts'

/** A chat completion request: what OpenAI and OpenRouter document between them. */
export interface ChatCompletionCreateParams {
  messages: ChatCompletionMessageParam[]
  /** Required by OpenAI; OpenRouter falls back to the account's default. */
  model?: string | null
  /** OpenRouter: models to try in turn. */
  models?: string[] | null

  maxCompletionTokens?: number | null
  /** Deprecated by OpenAI, the only name many providers know. */
  maxTokens?: number | null
  temperature?: number | null
  topP?: number | null
  /** OpenRouter. */
  topK?: number | null
  /** OpenRouter. */
  topA?: number | null
  /** OpenRouter. */
  minP?: number | null
  frequencyPenalty?: number | null
  presencePenalty?: number | null
  /** OpenRouter. */
  repetitionPenalty?: number | null
  seed?: number | null
  stop?: string | string[] | null
  /** Bias by token id, −100 to 100. */
  logitBias?: Record<string, number> | null
  logprobs?: boolean | null
  topLogprobs?: number | null
  /** OpenAI: how many choices. */
  n?: number | null

  stream?: boolean | null
  streamOptions?: ChatCompletionStreamOptions | null

  tools?: ChatCompletionTool[] | null
  toolChoice?: ChatCompletionToolChoiceOption | null
  parallelToolCalls?: boolean | null
  /** @deprecated OpenAI replaced it by `tools`. */
  functions?: DeprecatedFunction[] | null
  /** @deprecated OpenAI replaced it by `toolChoice`. */
  functionCall?: 'none' | 'auto' | FunctionCallOption | null

  responseFormat?: ChatCompletionResponseFormat | null
  verbosity?: 'low' | 'medium' | 'high' | (string & {}) | null
  prediction?: ChatCompletionPrediction | null
  modalities?: ('text' | 'audio' | 'image' | (string & {}))[] | null
  audio?: ChatCompletionAudioParam | null
  /** OpenRouter: options of the image model, in its own keys. */
  imageConfig?: Record<string, unknown> | null

  reasoning?: ReasoningOptions | null
  reasoningEffort?: ReasoningEffort | null
  /** OpenRouter's older way to ask for reasoning in the answer. */
  includeReasoning?: boolean | null

  webSearchOptions?: WebSearchOptions | null
  plugins?: ChatCompletionPlugin[] | null
  provider?: ProviderPreferences | null
  /** OpenRouter: prompt transforms such as `middle-out`. */
  transforms?: string[] | null
  /** OpenRouter: `fallback` tries `models` in turn. */
  route?: string | null
  stopServerToolsWhen?: StopServerToolsCondition[] | null

  cacheControl?: CacheControl | null
  promptCacheKey?: string | null
  promptCacheOptions?: PromptCacheOptions | null
  promptCacheRetention?: 'in_memory' | '24h' | (string & {}) | null
  serviceTier?: ServiceTier | null
  store?: boolean | null
  /** Up to 16 pairs: their keys are yours. */
  metadata?: Record<string, string> | null
  moderation?: ModerationOptions | null
  safetyIdentifier?: string | null
  /** Deprecated by OpenAI in favour of `safetyIdentifier` and `promptCacheKey`. */
  user?: string | null
  sessionId?: string | null
  trace?: TraceOptions | null
  debug?: DebugOptions | null
}

export interface ChatCompletionStreamOptions {
  /** A last chunk with the usage. OpenRouter always sends it. */
  includeUsage?: boolean | null
  /** OpenAI: pad chunks against traffic analysis; true by default. */
  includeObfuscation?: boolean | null
}

/** @deprecated OpenAI replaced it by tools. */
export interface DeprecatedFunction {
  name: string
  description?: string | null
  /** JSON Schema of the arguments: its keys are yours. */
  parameters?: Record<string, unknown> | null
}

/** @deprecated OpenAI replaced it by tool choice. */
export interface FunctionCallOption {
  name: string
}

/** Text the answer will mostly repeat. */
export interface ChatCompletionPrediction {
  type: 'content' | (string & {})
  content: string | ChatCompletionContentPart[]
}

export interface ChatCompletionAudioParam {
  format: 'wav' | 'aac' | 'mp3' | 'flac' | 'opus' | 'pcm16' | (string & {})
  voice: string | AudioVoice
}

export interface AudioVoice {
  id: string
}

export interface PromptCacheOptions {
  mode?: 'implicit' | 'explicit' | (string & {}) | null
  ttl?: '30m' | (string & {}) | null
}

export interface ModerationOptions {
  model: string
  policy?: ModerationPolicy | null
}

export interface ModerationPolicy {
  input?: ModerationMode | null
  output?: ModerationMode | null
}

export interface ModerationMode {
  mode: 'score' | 'block' | (string & {})
}

export interface WebSearchOptions {
  searchContextSize?: 'low' | 'medium' | 'high' | (string & {}) | null
  userLocation?: WebSearchUserLocation | null
}

export interface WebSearchUserLocation {
  type: 'approximate' | (string & {})
  approximate: ApproximateLocation
}

export interface ApproximateLocation {
  city?: string | null
  /** ISO 3166-1, two letters. */
  country?: string | null
  region?: string | null
  /** IANA. */
  timezone?: string | null
}

const streamOptionsShape: Shape = {
  fields: {
    include_usage: opaque,
    include_obfuscation: opaque,
  } satisfies Fields<Wire.ChatCompletionStreamOptions>,
}

const predictionShape: Shape = {
  fields: { content: contentPartShape } satisfies Fields<Wire.ChatCompletionPrediction>,
}

const webSearchOptionsShape: Shape = {
  fields: {
    search_context_size: opaque,
    user_location: opaque,
  } satisfies Fields<Wire.WebSearchOptions>,
}

const createParamsShape: Shape = {
  fields: {
    messages: messageParamShape,
    max_completion_tokens: opaque,
    max_tokens: opaque,
    top_p: opaque,
    top_k: opaque,
    top_a: opaque,
    min_p: opaque,
    frequency_penalty: opaque,
    presence_penalty: opaque,
    repetition_penalty: opaque,
    logit_bias: opaque,
    top_logprobs: opaque,
    stream_options: streamOptionsShape,
    tools: toolShape,
    tool_choice: toolChoiceShape,
    parallel_tool_calls: opaque,
    function_call: opaque,
    response_format: responseFormatShape,
    prediction: predictionShape,
    image_config: opaque,
    reasoning: reasoningOptionsShape,
    reasoning_effort: opaque,
    include_reasoning: opaque,
    web_search_options: webSearchOptionsShape,
    plugins: pluginShape,
    provider: providerPreferencesShape,
    stop_server_tools_when: stopServerToolsConditionShape,
    cache_control: opaque,
    prompt_cache_key: opaque,
    prompt_cache_options: opaque,
    prompt_cache_retention: opaque,
    service_tier: opaque,
    safety_identifier: opaque,
    session_id: opaque,
    trace: traceOptionsShape,
    debug: debugOptionsShape,
  } satisfies Fields<Wire.ChatCompletionCreateParams>,
}

/** Reads a request as it travels. Nothing is checked: parse what you do not trust. */
export function createParamsFromWire(params: Wire.ChatCompletionCreateParams): ChatCompletionCreateParams {
  return decode(params, createParamsShape) as ChatCompletionCreateParams
}

/** The exact inverse of {@link createParamsFromWire}: the body to send. */
export function createParamsToWire(params: ChatCompletionCreateParams): Wire.ChatCompletionCreateParams {
  return encode(params, createParamsShape) as Wire.ChatCompletionCreateParams
}
