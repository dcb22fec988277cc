import type { ChatCompletionAnnotation } from './annotation.ts'
import type { FinishReason } from './choice.ts'
import type { ServiceTier } from './completion.ts'
import type { ChatCompletionContentPart } from './content.ts'
import type { ErrorObject } from './error.ts'
import type { ChatCompletionTokenLogprobs } from './logprobs.ts'
import type { ChatCompletionAudio, ChatCompletionImage } from './message.ts'
import type { ChatCompletionModeration } from './moderation.ts'
import type { OpenRouterMetadata } from './openrouter-metadata.ts'
import type { ReasoningDetail } from './reasoning.ts'
import type { CompletionUsage } from './usage.ts'

export type ChatCompletionChunkObject = 'chat.completion.chunk'

/** One event of a streamed answer. */
export interface ChatCompletionChunk {
  id: string
  object: ChatCompletionChunkObject
  /** Unix time in seconds. */
  created: number
  model: string
  /** Empty where the chunk carries only usage, or only Azure's prompt filter results. */
  choices: ChatCompletionChunkChoice[]
  /** On the last chunk, or on every chunk (Perplexity); OpenAI sends null before. */
  usage?: CompletionUsage | null
  system_fingerprint?: string | null
  service_tier?: ServiceTier | null
  /** OpenRouter: the provider that answers. */
  provider?: string | null
  /** OpenAI: set on the request to find stored completions by. */
  metadata?: Record<string, string> | null
  moderation?: ChatCompletionModeration | null
  /** OpenAI: random padding against traffic analysis. */
  obfuscation?: string | null
  openrouter_metadata?: OpenRouterMetadata | null
  /** Perplexity. */
  citations?: string[] | null
  /** OpenRouter: the stream failed after it had begun. */
  error?: ErrorObject | null
  user_id?: string | null
}

export interface ChatCompletionChunkChoice {
  index: number
  delta: ChatCompletionChunkChoiceDelta
  /** Null until the choice is finished. */
  finish_reason: FinishReason | null
  native_finish_reason?: string | null
  logprobs?: ChatCompletionTokenLogprobs | null
  error?: ErrorObject | null
}

/** What this chunk adds to the message. */
export interface ChatCompletionChunkChoiceDelta {
  role?: 'developer' | 'system' | 'user' | 'assistant' | 'tool' | (string & {}) | null
  content?: string | ChatCompletionContentPart[] | null
  refusal?: string | null
  tool_calls?: ChatCompletionChunkChoiceDeltaToolCall[] | null
  /** @deprecated OpenAI replaced it by `tool_calls`. */
  function_call?: FunctionCallDelta | null
  audio?: ChatCompletionAudio | null
  annotations?: ChatCompletionAnnotation[] | null
  images?: ChatCompletionImage[] | null
  reasoning?: string | null
  reasoning_content?: string | null
  reasoning_details?: ReasoningDetail[] | null
  name?: string | null
  /** OpenRouter. */
  model?: string | null
}

/** A fragment of a tool call: fragments of one call share its index. */
export interface ChatCompletionChunkChoiceDeltaToolCall {
  /** Required by both publishers, left out by Mistral, SambaNova and Gemini (vercel/ai#7238). */
  index?: number | null
  id?: string | null
  type?: 'function' | 'custom' | (string & {}) | null
  function?: ToolCallFunctionDelta | null
  custom?: ToolCallCustomDelta | null
  /** Gemini: carries the thought signature; send it back. Its keys are the provider's. */
  extra_content?: Record<string, unknown> | null
}

export interface ToolCallFunctionDelta {
  name?: string | null
  arguments?: string | null
}

export interface ToolCallCustomDelta {
  name?: string | null
  input?: string | null
}

/** @deprecated OpenAI replaced it by tool calls. */
export interface FunctionCallDelta {
  name?: string | null
  arguments?: string | null
}
