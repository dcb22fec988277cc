import type * as Wire from '@chat-completion/core/wire'
import { boolean, either, given, list, number, record, type Schema, string } from './schema.ts'

const PercentileCutoffsSchema: Schema<Wire.PercentileCutoffs> = record({
  p50: given(number),
  p75: given(number),
  p90: given(number),
  p99: given(number),
})

const price: Schema<number | string> = either(number, string)

const MaxPriceSchema: Schema<Wire.MaxPrice> = record({
  prompt: given(price),
  completion: given(price),
  request: given(price),
  image: given(price),
  audio: given(price),
})

const ProviderSortSchema: Schema<Wire.ProviderSort> = record({ by: given(string), partition: given(string) })

export const ProviderPreferencesSchema: Schema<Wire.ProviderPreferences> = record({
  order: given(list(string)),
  only: given(list(string)),
  ignore: given(list(string)),
  allow_fallbacks: given(boolean),
  require_parameters: given(boolean),
  data_collection: given(string),
  zdr: given(boolean),
  enforce_distillable_text: given(boolean),
  quantizations: given(list(string)),
  sort: given(either(string, ProviderSortSchema)),
  max_price: given(MaxPriceSchema),
  preferred_max_latency: given(either(number, PercentileCutoffsSchema)),
  preferred_min_throughput: given(either(number, PercentileCutoffsSchema)),
})

export const ChatCompletionPluginSchema: Schema<Wire.ChatCompletionPlugin> = record({
  id: string,
  enabled: given(boolean),
  engine: given(string),
  max_results: given(number),
  search_prompt: given(string),
  include_domains: given(list(string)),
  exclude_domains: given(list(string)),
  pdf: given(record({ engine: given(string) })),
}, { open: true })

export const ReasoningOptionsSchema: Schema<Wire.ReasoningOptions> = record({
  effort: given(string),
  max_tokens: given(number),
  exclude: given(boolean),
  enabled: given(boolean),
  summary: given(string),
})

export const TraceOptionsSchema: Schema<Wire.TraceOptions> = record({
  trace_id: given(string),
  trace_name: given(string),
  span_name: given(string),
  generation_name: given(string),
  parent_span_id: given(string),
})

export const StopServerToolsConditionSchema: Schema<Wire.StopServerToolsCondition> = record({ type: string }, { open: true })

export const DebugOptionsSchema: Schema<Wire.DebugOptions> = record({ echo_upstream_body: given(boolean) })
