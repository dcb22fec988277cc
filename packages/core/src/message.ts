import type { ChatCompletionAnnotation } from './annotation.ts'
import { annotationShape } from './annotation.ts'
import { decode, encode, type Fields, opaque, type Shape } from './codec.ts'
import type { ChatCompletionContentPart, ImageUrl } from './content.ts'
import { contentPartShape, joinContent, splitContent } from './content.ts'
import type { ReasoningDetail } from './reasoning.ts'
import { reasoningDetailShape } from './reasoning.ts'
import type { ChatCompletionMessageToolCall } from './tool-call.ts'
import { toolCallShape } from './tool-call.ts'
import type * as Wire from './wire/index.ts'

/** What the model answered. */
export interface ChatCompletionMessage {
  role: 'assistant'
  /**
   * The text. Where the wire sends parts, the text of its text parts joined: `''` if there are none, and thinking is not text.
   */
  content: string | null
  /**
   * The parts, where the wire sends parts: Mistral's reasoning models do. Sent back while their text still equals `content`;
   * after an edit of `content` they are left out.
   */
  contentParts?: ChatCompletionContentPart[] | null
  /** Required by OpenAI, left out by most providers. */
  refusal?: string | null
  toolCalls?: ChatCompletionMessageToolCall[] | null
  /** @deprecated OpenAI replaced it by `toolCalls`. */
  functionCall?: FunctionCall | null
  audio?: ChatCompletionAudio | null
  annotations?: ChatCompletionAnnotation[] | null
  /** OpenRouter: pictures the model made. */
  images?: ChatCompletionImage[] | null
  /** Reasoning as plain text: OpenRouter, Groq, Ollama, Cerebras, vLLM 0.16 and later. */
  reasoning?: string | null
  /** Reasoning as plain text: DeepSeek, xAI, z.ai, llama.cpp, older vLLM, SGLang. */
  reasoningContent?: string | null
  /** Reasoning in blocks: OpenRouter, Vercel AI Gateway. */
  reasoningDetails?: ReasoningDetail[] | null
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
  expiresAt?: number | null
  transcript?: string | null
}

export interface ChatCompletionImage {
  /** Documented by OpenRouter's AI SDK provider only. */
  type?: 'image_url' | (string & {}) | null
  imageUrl: ImageUrl
  index?: number | null
}

const audioShape: Shape = {
  fields: { expires_at: opaque } satisfies Fields<Wire.ChatCompletionAudio>,
}

const imageShape: Shape = {
  fields: { image_url: opaque } satisfies Fields<Wire.ChatCompletionImage>,
}

/** What a message, a delta and an assistant message of a request have in common. */
export const messageFields: Fields<
  Pick<
    Wire.ChatCompletionMessage,
    'content' | 'function_call' | 'audio' | 'annotations' | 'images' | 'reasoning_content' | 'reasoning_details'
  >
> = {
  content: contentPartShape,
  function_call: opaque,
  audio: audioShape,
  annotations: annotationShape,
  images: imageShape,
  reasoning_content: opaque,
  reasoning_details: reasoningDetailShape,
}

export const messageShape: Shape = {
  fields: {
    ...messageFields,
    tool_calls: toolCallShape,
  } satisfies Fields<Wire.ChatCompletionMessage>,
  decoded: splitContent,
  encodable: joinContent,
}

/** Reads a message as it travels. Nothing is checked: parse what you do not trust. */
export function messageFromWire(message: Wire.ChatCompletionMessage): ChatCompletionMessage {
  return decode(message, messageShape) as ChatCompletionMessage
}

/** The exact inverse of {@link messageFromWire}. */
export function messageToWire(message: ChatCompletionMessage): Wire.ChatCompletionMessage {
  return encode(message, messageShape) as Wire.ChatCompletionMessage
}
