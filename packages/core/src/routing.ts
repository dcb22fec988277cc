import { type Fields, opaque, type Shape } from './codec.ts'
import type * as Wire from './wire/index.ts'

/** OpenRouter: which providers may answer, and in which order. */
export interface ProviderPreferences {
  order?: string[] | null
  only?: string[] | null
  ignore?: string[] | null
  allowFallbacks?: boolean | null
  /** Only providers that honour every parameter of the request. */
  requireParameters?: boolean | null
  dataCollection?: 'allow' | 'deny' | (string & {}) | null
  /** Only providers that keep no data. */
  zdr?: boolean | null
  enforceDistillableText?: boolean | null
  quantizations?: string[] | null
  sort?: 'price' | 'throughput' | 'latency' | (string & {}) | ProviderSort | null
  maxPrice?: MaxPrice | null
  /** Seconds, or percentiles of them. */
  preferredMaxLatency?: number | PercentileCutoffs | null
  /** Tokens per second, or percentiles of them. */
  preferredMinThroughput?: number | PercentileCutoffs | null
}

export interface ProviderSort {
  by?: 'price' | 'throughput' | 'latency' | 'exacto' | (string & {}) | null
  partition?: 'model' | 'none' | (string & {}) | null
}

/** US dollars per million tokens, per image, per request. */
export interface MaxPrice {
  prompt?: number | string | null
  completion?: number | string | null
  request?: number | string | null
  image?: number | string | null
  audio?: number | string | null
}

export interface PercentileCutoffs {
  p50?: number | null
  p75?: number | null
  p90?: number | null
  p99?: number | null
}

/** OpenRouter: something done to the request before or after the model. Its keys beside these are the plugin's. */
export interface ChatCompletionPlugin {
  id: 'web' | 'file-parser' | 'response-healing' | 'moderation' | 'auto-router' | (string & {})
  enabled?: boolean | null
  engine?: string | null
  maxResults?: number | null
  searchPrompt?: string | null
  includeDomains?: string[] | null
  excludeDomains?: string[] | null
  pdf?: PdfOptions | null
}

export interface PdfOptions {
  engine?: 'mistral-ocr' | 'pdf-text' | 'native' | (string & {}) | null
}

/** OpenRouter: how much to reason. `maxTokens` and `effort` exclude each other. */
export interface ReasoningOptions {
  effort?: ReasoningEffort | null
  maxTokens?: number | null
  /** Reason, but leave it out of the answer. */
  exclude?: boolean | null
  enabled?: boolean | null
  summary?: 'auto' | 'concise' | 'detailed' | (string & {}) | null
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max' | (string & {})

/** OpenRouter: names for the observability tools it forwards to. */
export interface TraceOptions {
  traceId?: string | null
  traceName?: string | null
  spanName?: string | null
  generationName?: string | null
  parentSpanId?: string | null
}

/** OpenRouter: when to stop running its own tools; each type has a key of its own. */
export interface StopServerToolsCondition {
  type: 'step_count_is' | 'has_tool_call' | 'max_cost' | 'max_tokens_used' | 'finish_reason_is' | (string & {})
  stepCount?: number | null
  toolName?: string | null
  /** US dollars. */
  maxCostInDollars?: number | null
  maxTokens?: number | null
  reason?: string | null
}

/** OpenRouter: the first chunk then carries the body it sent upstream. */
export interface DebugOptions {
  echoUpstreamBody?: boolean | null
}

export const providerPreferencesShape: Shape = {
  fields: {
    allow_fallbacks: opaque,
    require_parameters: opaque,
    data_collection: opaque,
    enforce_distillable_text: opaque,
    max_price: opaque,
    preferred_max_latency: opaque,
    preferred_min_throughput: opaque,
  } satisfies Fields<Wire.ProviderPreferences>,
}

export const pluginShape: Shape = {
  fields: {
    max_results: opaque,
    search_prompt: opaque,
    include_domains: opaque,
    exclude_domains: opaque,
  } satisfies Fields<Wire.ChatCompletionPlugin>,
}

export const reasoningOptionsShape: Shape = {
  fields: { max_tokens: opaque } satisfies Fields<Wire.ReasoningOptions>,
}

export const traceOptionsShape: Shape = {
  fields: {
    trace_id: opaque,
    trace_name: opaque,
    span_name: opaque,
    generation_name: opaque,
    parent_span_id: opaque,
  } satisfies Fields<Wire.TraceOptions>,
}

export const stopServerToolsConditionShape: Shape = {
  fields: {
    step_count: opaque,
    tool_name: opaque,
    max_cost_in_dollars: opaque,
    max_tokens: opaque,
  } satisfies Fields<Wire.StopServerToolsCondition>,
}

export const debugOptionsShape: Shape = {
  fields: { echo_upstream_body: opaque } satisfies Fields<Wire.DebugOptions>,
}
