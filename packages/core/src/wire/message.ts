import type { ChatCompletionAnnotation } from './annotation.ts'
import type { ChatCompletionContentPart, ImageUrl } from './content.ts'
import type { ReasoningDetail } from './reasoning.ts'
import type { ChatCompletionMessageToolCall } from './tool-call.ts'

/** What the model answered. */
export interface ChatCompletionMessage {
  role: 'assistant'
  /** Text; parts from Mistral's reasoning models, and allowed by OpenRouter. */
  content: string | ChatCompletionContentPart[] | null
  /** Required by OpenAI, left out by most providers. */
  refusal?: string | null
  tool_calls?: ChatCompletionMessageToolCall[] | null
  /** @deprecated OpenAI replaced it by `tool_calls`. */
  function_call?: FunctionCall | null
  audio?: ChatCompletionAudio | null
  annotations?: ChatCompletionAnnotation[] | null
  /** OpenRouter: pictures the model made. */
  images?: ChatCompletionImage[] | null
  /** Reasoning as plain text: OpenRouter, Groq, Ollama, Cerebras, vLLM 0.16 and later. */
  reasoning?: string | null
  /** Reasoning as plain text: DeepSeek, xAI, z.ai, llama.cpp, older vLLM, SGLang. */
  reasoning_content?: string | null
  /** Reasoning in blocks: OpenRouter, Vercel AI Gateway. */
  reasoning_details?: ReasoningDetail[] | null
  name?: string | null
  /** OpenRouter. */
  model?: string | null
}

/** @deprecated OpenAI replaced it by tool calls. */
export interface FunctionCall {
  name: string
  /** JSON text as the model wrote it, so not always valid JSON. */
  arguments: string
}

/** Spoken answer. OpenAI requires all four, OpenRouter none. */
export interface ChatCompletionAudio {
  id?: string | null
  /** Base64, in the format the request asked for. */
  data?: string | null
  /** Unix time in seconds: until then the `id` can be sent back in place of the data. */
  expires_at?: number | null
  transcript?: string | null
}

export interface ChatCompletionImage {
  /** Documented by OpenRouter's AI SDK provider only. */
  type?: 'image_url' | (string & {}) | null
  image_url: ImageUrl
  index?: number | null
}
