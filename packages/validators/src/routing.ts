import type * as Wire from '@chat-completion/core/wire'
import { boolean, either, list, number, open, record, type Schema, string } from './schema.ts'

const PercentileCutoffsSchema: Schema<Wire.PercentileCutoffs> = record(() => [
  {},
  { p50: number, p75: number, p90: number, p99: number },
])

const price: Schema<number | string> = either(number, string)

const MaxPriceSchema: Schema<Wire.MaxPrice> = record(() => [
  {},
  { prompt: price, completion: price, request: price, image: price, audio: price },
])

const ProviderSortSchema: Schema<Wire.ProviderSort> = record(() => [{}, { by: string, partition: string }])

export const ProviderPreferencesSchema: Schema<Wire.ProviderPreferences> = record(() => [
  {},
  {
    order: list(string),
    only: list(string),
    ignore: list(string),
    allow_fallbacks: boolean,
    require_parameters: boolean,
    data_collection: string,
    zdr: boolean,
    enforce_distillable_text: boolean,
    quantizations: list(string),
    sort: either(string, ProviderSortSchema),
    max_price: MaxPriceSchema,
    preferred_max_latency: either(number, PercentileCutoffsSchema),
    preferred_min_throughput: either(number, PercentileCutoffsSchema),
  },
])

export const ChatCompletionPluginSchema: Schema<Wire.ChatCompletionPlugin> = open(
  record(() => [
    { id: string },
    {
      enabled: boolean,
      engine: string,
      max_results: number,
      search_prompt: string,
      include_domains: list(string),
      exclude_domains: list(string),
      pdf: record(() => [{}, { engine: string }]),
    },
  ]),
)

export const ReasoningOptionsSchema: Schema<Wire.ReasoningOptions> = record(() => [
  {},
  { effort: string, max_tokens: number, exclude: boolean, enabled: boolean, summary: string },
])

export const TraceOptionsSchema: Schema<Wire.TraceOptions> = open(
  record(() => [
    {},
    { trace_id: string, trace_name: string, span_name: string, generation_name: string, parent_span_id: string },
  ]),
)

export const StopServerToolsConditionSchema: Schema<Wire.StopServerToolsCondition> = record(() => [
  { type: string },
  { step_count: number, tool_name: string, max_cost_in_dollars: number, max_tokens: number, reason: string },
])

export const DebugOptionsSchema: Schema<Wire.DebugOptions> = record(() => [{}, { echo_upstream_body: boolean }])
