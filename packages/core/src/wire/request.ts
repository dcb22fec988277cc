import type { ServiceTier } from './completion.ts'
import type { CacheControl, ChatCompletionContentPart } from './content.ts'
import type { ChatCompletionMessageParam } from './message-param.ts'
import type { ChatCompletionResponseFormat } from './response-format.ts'
import type {
  ChatCompletionPlugin,
  DebugOptions,
  ProviderPreferences,
  ReasoningEffort,
  ReasoningOptions,
  StopServerToolsCondition,
  TraceOptions,
} from './routing.ts'
import type { ChatCompletionTool, ChatCompletionToolChoiceOption } from './tool.ts'

/** A chat completion request: what OpenAI and OpenRouter document between them. */
export interface ChatCompletionCreateParams {
  messages: ChatCompletionMessageParam[]
  /** Required by OpenAI; OpenRouter falls back to the account's default. */
  model?: string | null
  /** OpenRouter: models to try in turn. */
  models?: string[] | null

  max_completion_tokens?: number | null
  /** Deprecated by OpenAI, the only name many providers know. */
  max_tokens?: number | null
  temperature?: number | null
  top_p?: number | null
  /** OpenRouter. */
  top_k?: number | null
  /** OpenRouter. */
  top_a?: number | null
  /** OpenRouter. */
  min_p?: number | null
  frequency_penalty?: number | null
  presence_penalty?: number | null
  /** OpenRouter. */
  repetition_penalty?: number | null
  seed?: number | null
  stop?: string | string[] | null
  /** Bias by token id, −100 to 100. */
  logit_bias?: Record<string, number> | null
  logprobs?: boolean | null
  top_logprobs?: number | null
  /** OpenAI: how many choices. */
  n?: number | null

  stream?: boolean | null
  stream_options?: ChatCompletionStreamOptions | null

  tools?: ChatCompletionTool[] | null
  tool_choice?: ChatCompletionToolChoiceOption | null
  parallel_tool_calls?: boolean | null
  /** @deprecated OpenAI replaced it by `tools`. */
  functions?: DeprecatedFunction[] | null
  /** @deprecated OpenAI replaced it by `tool_choice`. */
  function_call?: 'none' | 'auto' | FunctionCallOption | null

  response_format?: ChatCompletionResponseFormat | null
  verbosity?: 'low' | 'medium' | 'high' | (string & {}) | null
  prediction?: ChatCompletionPrediction | null
  modalities?: ('text' | 'audio' | 'image' | (string & {}))[] | null
  audio?: ChatCompletionAudioParam | null
  /** OpenRouter: options of the image model, in its own keys. */
  image_config?: Record<string, unknown> | null

  reasoning?: ReasoningOptions | null
  reasoning_effort?: ReasoningEffort | null
  /** OpenRouter's older way to ask for reasoning in the answer. */
  include_reasoning?: boolean | null

  web_search_options?: WebSearchOptions | null
  plugins?: ChatCompletionPlugin[] | null
  provider?: ProviderPreferences | null
  /** OpenRouter: prompt transforms such as `middle-out`. */
  transforms?: string[] | null
  /** OpenRouter: `fallback` tries `models` in turn. */
  route?: string | null
  stop_server_tools_when?: StopServerToolsCondition[] | null

  cache_control?: CacheControl | null
  prompt_cache_key?: string | null
  prompt_cache_options?: PromptCacheOptions | null
  prompt_cache_retention?: 'in_memory' | '24h' | (string & {}) | null
  service_tier?: ServiceTier | null
  store?: boolean | null
  /** Up to 16 pairs: their keys are yours. */
  metadata?: Record<string, string> | null
  moderation?: ModerationOptions | null
  safety_identifier?: string | null
  /** Deprecated by OpenAI in favour of `safety_identifier` and `prompt_cache_key`. */
  user?: string | null
  session_id?: string | null
  trace?: TraceOptions | null
  debug?: DebugOptions | null
}

export interface ChatCompletionStreamOptions {
  /** A last chunk with the usage. OpenRouter always sends it. */
  include_usage?: boolean | null
  /** OpenAI: pad chunks against traffic analysis; true by default. */
  include_obfuscation?: boolean | null
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
  search_context_size?: 'low' | 'medium' | 'high' | (string & {}) | null
  user_location?: WebSearchUserLocation | null
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
