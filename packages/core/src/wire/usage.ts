/** Token counts of one completion, in tokens. */
export interface CompletionUsage {
  prompt_tokens: number
  completion_tokens: number
  /** As reported: some providers leave reasoning tokens out of the sum (xAI, Azure). */
  total_tokens: number
  prompt_tokens_details?: PromptTokensDetails | null
  completion_tokens_details?: CompletionTokensDetails | null
  /** OpenRouter, Vercel AI Gateway: credits charged for the request. */
  cost?: number | null
  cost_details?: CostDetails | null
  /** OpenRouter: the request ran on the caller's own provider key. */
  is_byok?: boolean | null
  /** OpenRouter's SDK says `server_tool_use_details`, its documentation `server_tool_use`: both are read. */
  server_tool_use?: ServerToolUse | null
  server_tool_use_details?: ServerToolUse | null
}

export interface PromptTokensDetails {
  cached_tokens?: number | null
  /** OpenRouter, OpenAI: tokens written to the prompt cache. */
  cache_write_tokens?: number | null
  audio_tokens?: number | null
  image_tokens?: number | null
  text_tokens?: number | null
  video_tokens?: number | null
}

export interface CompletionTokensDetails {
  reasoning_tokens?: number | null
  audio_tokens?: number | null
  image_tokens?: number | null
  text_tokens?: number | null
  accepted_prediction_tokens?: number | null
  rejected_prediction_tokens?: number | null
}

/**
 * Where the cost comes from, in credits.
 *
 * OpenRouter's SDK requires two of these, its documentation's own example sends only the third: none is required here.
 */
export interface CostDetails {
  upstream_inference_cost?: number | null
  upstream_inference_prompt_cost?: number | null
  upstream_inference_completions_cost?: number | null
  server_tool_cost?: number | null
}

/** OpenRouter: what the tools it runs itself were used for. */
export interface ServerToolUse {
  tool_calls_executed?: number | null
  tool_calls_requested?: number | null
  web_search_requests?: number | null
}
