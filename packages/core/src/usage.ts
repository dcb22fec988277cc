import { type Fields, opaque, type Shape } from './codec.ts'
import type * as Wire from './wire/index.ts'

/** Token counts of one completion, in tokens. */
export interface CompletionUsage {
  promptTokens: number
  completionTokens: number
  /** As reported: some providers leave reasoning tokens out of the sum (xAI, Azure). */
  totalTokens: number
  promptTokensDetails?: PromptTokensDetails | null
  completionTokensDetails?: CompletionTokensDetails | null
  /** OpenRouter, Vercel AI Gateway: credits charged for the request. */
  cost?: number | null
  costDetails?: CostDetails | null
  /** OpenRouter: the request ran on the caller's own provider key. */
  isByok?: boolean | null
  /** OpenRouter's SDK says `serverToolUseDetails`, its documentation `serverToolUse`: both are read. */
  serverToolUse?: ServerToolUse | null
  serverToolUseDetails?: ServerToolUse | null
}

export interface PromptTokensDetails {
  cachedTokens?: number | null
  /** OpenRouter, OpenAI: tokens written to the prompt cache. */
  cacheWriteTokens?: number | null
  audioTokens?: number | null
  imageTokens?: number | null
  textTokens?: number | null
  videoTokens?: number | null
}

export interface CompletionTokensDetails {
  reasoningTokens?: number | null
  audioTokens?: number | null
  imageTokens?: number | null
  textTokens?: number | null
  acceptedPredictionTokens?: number | null
  rejectedPredictionTokens?: number | null
}

/**
 * Where the cost comes from, in credits.
 *
 * OpenRouter's SDK requires two of these, its documentation's own example sends only the third: none is required here.
 */
export interface CostDetails {
  upstreamInferenceCost?: number | null
  upstreamInferencePromptCost?: number | null
  upstreamInferenceCompletionsCost?: number | null
  serverToolCost?: number | null
}

/** OpenRouter: what the tools it runs itself were used for. */
export interface ServerToolUse {
  toolCallsExecuted?: number | null
  toolCallsRequested?: number | null
  webSearchRequests?: number | null
}

const promptTokensDetailsShape: Shape = {
  fields: {
    cached_tokens: opaque,
    cache_write_tokens: opaque,
    audio_tokens: opaque,
    image_tokens: opaque,
    text_tokens: opaque,
    video_tokens: opaque,
  } satisfies Fields<Wire.PromptTokensDetails>,
}

const completionTokensDetailsShape: Shape = {
  fields: {
    reasoning_tokens: opaque,
    audio_tokens: opaque,
    image_tokens: opaque,
    text_tokens: opaque,
    accepted_prediction_tokens: opaque,
    rejected_prediction_tokens: opaque,
  } satisfies Fields<Wire.CompletionTokensDetails>,
}

const costDetailsShape: Shape = {
  fields: {
    upstream_inference_cost: opaque,
    upstream_inference_prompt_cost: opaque,
    upstream_inference_completions_cost: opaque,
    server_tool_cost: opaque,
  } satisfies Fields<Wire.CostDetails>,
}

const serverToolUseShape: Shape = {
  fields: {
    tool_calls_executed: opaque,
    tool_calls_requested: opaque,
    web_search_requests: opaque,
  } satisfies Fields<Wire.ServerToolUse>,
}

export const usageShape: Shape = {
  fields: {
    prompt_tokens: opaque,
    completion_tokens: opaque,
    total_tokens: opaque,
    prompt_tokens_details: promptTokensDetailsShape,
    completion_tokens_details: completionTokensDetailsShape,
    cost_details: costDetailsShape,
    is_byok: opaque,
    server_tool_use: serverToolUseShape,
    server_tool_use_details: serverToolUseShape,
  } satisfies Fields<Wire.CompletionUsage>,
}
