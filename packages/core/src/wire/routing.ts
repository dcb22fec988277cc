/** OpenRouter: which providers may answer, and in which order. */
export interface ProviderPreferences {
  order?: string[] | null
  only?: string[] | null
  ignore?: string[] | null
  allow_fallbacks?: boolean | null
  /** Only providers that honour every parameter of the request. */
  require_parameters?: boolean | null
  data_collection?: 'allow' | 'deny' | (string & {}) | null
  /** Only providers that keep no data. */
  zdr?: boolean | null
  enforce_distillable_text?: boolean | null
  quantizations?: string[] | null
  sort?: 'price' | 'throughput' | 'latency' | (string & {}) | ProviderSort | null
  max_price?: MaxPrice | null
  /** Seconds, or percentiles of them. */
  preferred_max_latency?: number | PercentileCutoffs | null
  /** Tokens per second, or percentiles of them. */
  preferred_min_throughput?: number | PercentileCutoffs | null
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
  max_results?: number | null
  search_prompt?: string | null
  include_domains?: string[] | null
  exclude_domains?: string[] | null
  pdf?: PdfOptions | null
}

export interface PdfOptions {
  engine?: 'mistral-ocr' | 'pdf-text' | 'native' | (string & {}) | null
}

/** OpenRouter: how much to reason. `max_tokens` and `effort` exclude each other. */
export interface ReasoningOptions {
  effort?: ReasoningEffort | null
  max_tokens?: number | null
  /** Reason, but leave it out of the answer. */
  exclude?: boolean | null
  enabled?: boolean | null
  summary?: 'auto' | 'concise' | 'detailed' | (string & {}) | null
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max' | (string & {})

/** OpenRouter: names for the observability tools it forwards to. */
export interface TraceOptions {
  trace_id?: string | null
  trace_name?: string | null
  span_name?: string | null
  generation_name?: string | null
  parent_span_id?: string | null
}

/** OpenRouter: when to stop running its own tools; each type has a key of its own. */
export interface StopServerToolsCondition {
  type: 'step_count_is' | 'has_tool_call' | 'max_cost' | 'max_tokens_used' | 'finish_reason_is' | (string & {})
  step_count?: number | null
  tool_name?: string | null
  /** US dollars. */
  max_cost_in_dollars?: number | null
  max_tokens?: number | null
  reason?: string | null
}

/** OpenRouter: the first chunk then carries the body it sent upstream. */
export interface DebugOptions {
  echo_upstream_body?: boolean | null
}
