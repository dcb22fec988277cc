import type * as Wire from '@chat-completion/core/wire'
import { isObject } from './json.ts'
import { type Edit, type Place, type Rule, type Rules, take } from './repair.ts'
import { boolean, number, record, type Schema } from './schema.ts'

export const PromptTokensDetailsSchema: Schema<Wire.PromptTokensDetails> = record(() => [
  {},
  {
    cached_tokens: number,
    cache_write_tokens: number,
    audio_tokens: number,
    image_tokens: number,
    text_tokens: number,
    video_tokens: number,
  },
])

export const CompletionTokensDetailsSchema: Schema<Wire.CompletionTokensDetails> = record(() => [
  {},
  {
    reasoning_tokens: number,
    audio_tokens: number,
    image_tokens: number,
    text_tokens: number,
    accepted_prediction_tokens: number,
    rejected_prediction_tokens: number,
  },
])

export const CostDetailsSchema: Schema<Wire.CostDetails> = record(() => [
  {},
  {
    upstream_inference_cost: number,
    upstream_inference_prompt_cost: number,
    upstream_inference_completions_cost: number,
    server_tool_cost: number,
  },
])

export const ServerToolUseSchema: Schema<Wire.ServerToolUse> = record(() => [
  {},
  { tool_calls_executed: number, tool_calls_requested: number, web_search_requests: number },
])

export const CompletionUsageSchema: Schema<Wire.CompletionUsage> = record(() => [
  { prompt_tokens: number, completion_tokens: number, total_tokens: number },
  {
    prompt_tokens_details: PromptTokensDetailsSchema,
    completion_tokens_details: CompletionTokensDetailsSchema,
    cost: number,
    cost_details: CostDetailsSchema,
    is_byok: boolean,
    server_tool_use: ServerToolUseSchema,
    server_tool_use_details: ServerToolUseSchema,
  },
])

/** A missing count is what the other two leave; where that cannot be told, no usage is better than an invented one. */
/* @__NO_SIDE_EFFECTS__ */
function countFrom(one: string, sign: 1 | -1, other: string): Rule {
  return ({ parent, path }) => {
    const [first, second] = [parent[one], parent[other]]
    const count = Number.isFinite(first) && Number.isFinite(second) ? Number(first) + sign * Number(second) : -1
    return count < 0 ? [{ code: 'dropped-usage', path: path.slice(0, -1), value: null }] : take('token-count', count)
  }
}

/** The stated total is the cost, the object its details; details that are there already are not overwritten. */
function costObject({ received, parent, path }: Place): readonly Edit[] | undefined {
  if (!isObject(received) || (parent.cost_details ?? null) !== null) return undefined
  const total = received.total_cost
  return [
    ...take('cost-object', Number.isFinite(total) ? total : null),
    { code: 'cost-object', path: [...path.slice(0, -1), 'cost_details'], value: received },
  ]
}

export const usageRules: Rules = {
  prompt_tokens: countFrom('total_tokens', -1, 'completion_tokens'),
  completion_tokens: countFrom('total_tokens', -1, 'prompt_tokens'),
  total_tokens: countFrom('prompt_tokens', 1, 'completion_tokens'),
  cost: costObject,
}
