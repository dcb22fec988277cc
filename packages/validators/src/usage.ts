import type * as Wire from '@chat-completion/core/wire'
import type { Edit, Place, Rules } from './repair.ts'
import { boolean, given, isObject, type JsonObject, number, record, type Schema } from './schema.ts'

export const PromptTokensDetailsSchema: Schema<Wire.PromptTokensDetails> = record({
  cached_tokens: given(number),
  cache_write_tokens: given(number),
  audio_tokens: given(number),
  image_tokens: given(number),
  text_tokens: given(number),
  video_tokens: given(number),
})

export const CompletionTokensDetailsSchema: Schema<Wire.CompletionTokensDetails> = record({
  reasoning_tokens: given(number),
  audio_tokens: given(number),
  image_tokens: given(number),
  text_tokens: given(number),
  accepted_prediction_tokens: given(number),
  rejected_prediction_tokens: given(number),
})

export const CostDetailsSchema: Schema<Wire.CostDetails> = record({
  upstream_inference_cost: given(number),
  upstream_inference_prompt_cost: given(number),
  upstream_inference_completions_cost: given(number),
  server_tool_cost: given(number),
})

export const ServerToolUseSchema: Schema<Wire.ServerToolUse> = record({
  tool_calls_executed: given(number),
  tool_calls_requested: given(number),
  web_search_requests: given(number),
})

export const CompletionUsageSchema: Schema<Wire.CompletionUsage> = record({
  prompt_tokens: number,
  completion_tokens: number,
  total_tokens: number,
  prompt_tokens_details: given(PromptTokensDetailsSchema),
  completion_tokens_details: given(CompletionTokensDetailsSchema),
  cost: given(number),
  cost_details: given(CostDetailsSchema),
  is_byok: given(boolean),
  server_tool_use: given(ServerToolUseSchema),
  server_tool_use_details: given(ServerToolUseSchema),
})

/** A missing count is what the other two leave; where that cannot be told, no usage is better than an invented one. */
function tokenCount(place: Place): readonly Edit[] {
  const { prompt_tokens, completion_tokens, total_tokens } = place.parent as JsonObject
  const counts: Record<string, unknown> = {
    prompt_tokens: minus(total_tokens, completion_tokens),
    completion_tokens: minus(total_tokens, prompt_tokens),
    total_tokens: minus(prompt_tokens, completion_tokens, -1),
  }
  const value = counts[place.key]
  if (value !== undefined) return [{ code: 'token-count', value }]
  return [{ code: 'dropped-usage', path: place.path.slice(0, -1), value: null }]
}

function minus(total: unknown, part: unknown, sign = 1): number | undefined {
  if (!Number.isFinite(total) || !Number.isFinite(part)) return undefined
  const rest = (total as number) - sign * (part as number)
  return rest >= 0 ? rest : undefined
}

/** The stated total is the cost, the object its details; details that are there already are not overwritten. */
function costObject({ received, parent, path }: Place): readonly Edit[] {
  const { cost_details } = parent as JsonObject
  if (!isObject(received) || (cost_details !== undefined && cost_details !== null)) return []
  const total = received.total_cost
  return [
    { code: 'cost-object', value: Number.isFinite(total) ? total : null },
    { code: 'cost-object', path: [...path.slice(0, -1), 'cost_details'], value: received },
  ]
}

export const usageRules: Rules = {
  prompt_tokens: tokenCount,
  completion_tokens: tokenCount,
  total_tokens: tokenCount,
  cost: costObject,
}
