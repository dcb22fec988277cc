import type { ChatCompletionAnnotation } from './annotation.ts'
import type { FinishReason } from './choice.ts'
import { decode, encode, type Fields, opaque, type Shape } from './codec.ts'
import type { ServiceTier } from './completion.ts'
import type { ChatCompletionContentPart } from './content.ts'
import { joinContent, splitContent } from './content.ts'
import type { ErrorObject } from './error.ts'
import type { ChatCompletionTokenLogprobs } from './logprobs.ts'
import { logprobsShape } from './logprobs.ts'
import type { ChatCompletionAudio, ChatCompletionImage } from './message.ts'
import { messageFields } from './message.ts'
import type { ChatCompletionModeration } from './moderation.ts'
import { moderationShape } from './moderation.ts'
import type { OpenRouterMetadata } from './openrouter-metadata.ts'
import { openRouterMetadataShape } from './openrouter-metadata.ts'
import type { ReasoningDetail } from './reasoning.ts'
import { toolCallShape } from './tool-call.ts'
import type { CompletionUsage } from './usage.ts'
import { usageShape } from './usage.ts'
import type * as Wire from './wire/index.ts'

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
  systemFingerprint?: string | null
  serviceTier?: ServiceTier | null
  /** OpenRouter: the provider that answers. */
  provider?: string | null
  /** OpenAI: set on the request to find stored completions by. */
  metadata?: Record<string, string> | null
  moderation?: ChatCompletionModeration | null
  /** OpenAI: random padding against traffic analysis. */
  obfuscation?: string | null
  openrouterMetadata?: OpenRouterMetadata | null
  /** Perplexity. */
  citations?: string[] | null
  /** OpenRouter: the stream failed after it had begun. */
  error?: ErrorObject | null
  userId?: string | null
}

export interface ChatCompletionChunkChoice {
  index: number
  delta: ChatCompletionChunkChoiceDelta
  /** Null until the choice is finished. */
  finishReason: FinishReason | null
  nativeFinishReason?: string | null
  logprobs?: ChatCompletionTokenLogprobs | null
  error?: ErrorObject | null
}

/** What this chunk adds to the message. */
export interface ChatCompletionChunkChoiceDelta {
  role?: 'developer' | 'system' | 'user' | 'assistant' | 'tool' | (string & {}) | null
  /** Text; where the wire sends parts, the text of its text parts joined. */
  content?: string | null
  /** The parts, where the wire sends parts. */
  contentParts?: ChatCompletionContentPart[] | null
  refusal?: string | null
  toolCalls?: ChatCompletionChunkChoiceDeltaToolCall[] | null
  /** @deprecated OpenAI replaced it by `toolCalls`. */
  functionCall?: FunctionCallDelta | null
  audio?: ChatCompletionAudio | null
  annotations?: ChatCompletionAnnotation[] | null
  images?: ChatCompletionImage[] | null
  reasoning?: string | null
  reasoningContent?: string | null
  reasoningDetails?: ReasoningDetail[] | null
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
  extraContent?: Record<string, unknown> | null
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

const deltaShape: Shape = {
  fields: {
    ...messageFields,
    tool_calls: toolCallShape,
  } satisfies Fields<Wire.ChatCompletionChunkChoiceDelta>,
  decoded: splitContent,
  encodable: joinContent,
}

const chunkChoiceShape: Shape = {
  fields: {
    delta: deltaShape,
    finish_reason: opaque,
    native_finish_reason: opaque,
    logprobs: logprobsShape,
  } satisfies Fields<Wire.ChatCompletionChunkChoice>,
}

const chunkShape: Shape = {
  fields: {
    choices: chunkChoiceShape,
    usage: usageShape,
    system_fingerprint: opaque,
    service_tier: opaque,
    moderation: moderationShape,
    openrouter_metadata: openRouterMetadataShape,
    user_id: opaque,
  } satisfies Fields<Wire.ChatCompletionChunk>,
}

/** Reads a chunk as it travels. Nothing is checked: parse what you do not trust. */
export function chunkFromWire(chunk: Wire.ChatCompletionChunk): ChatCompletionChunk {
  return decode(chunk, chunkShape) as ChatCompletionChunk
}

/** The exact inverse of {@link chunkFromWire}. */
export function chunkToWire(chunk: ChatCompletionChunk): Wire.ChatCompletionChunk {
  return encode(chunk, chunkShape) as Wire.ChatCompletionChunk
}
