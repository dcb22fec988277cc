import type { ChatCompletionAnnotation } from './annotation.ts'
import type { ChatCompletionContentPart } from './content.ts'
import type { ChatCompletionAudio, ChatCompletionImage, FunctionCall } from './message.ts'
import type { ReasoningDetail } from './reasoning.ts'
import type { ChatCompletionMessageToolCall } from './tool-call.ts'

/** One message of the conversation. */
export type ChatCompletionMessageParam =
  | ChatCompletionDeveloperMessageParam
  | ChatCompletionSystemMessageParam
  | ChatCompletionUserMessageParam
  | ChatCompletionAssistantMessageParam
  | ChatCompletionToolMessageParam
  | ChatCompletionFunctionMessageParam

export interface ChatCompletionDeveloperMessageParam {
  role: 'developer'
  content: string | ChatCompletionContentPart[]
  name?: string | null
  configuration_update?: ConfigurationUpdate | null
}

export interface ChatCompletionSystemMessageParam {
  role: 'system'
  content: string | ChatCompletionContentPart[]
  name?: string | null
  configuration_update?: ConfigurationUpdate | null
}

/** OpenRouter: changes how the model works from this message on. */
export interface ConfigurationUpdate {
  reasoning: ConfigurationUpdateReasoning
}

export interface ConfigurationUpdateReasoning {
  effort: string
}

export interface ChatCompletionUserMessageParam {
  role: 'user'
  content: string | ChatCompletionContentPart[]
  name?: string | null
}

/** An earlier answer. `toMessageParam` makes one from a response message. */
export interface ChatCompletionAssistantMessageParam {
  role: 'assistant'
  content?: string | ChatCompletionContentPart[] | null
  refusal?: string | null
  tool_calls?: ChatCompletionMessageToolCall[] | null
  /** @deprecated OpenAI replaced it by `tool_calls`. */
  function_call?: FunctionCall | null
  /** OpenAI reads only the `id`. */
  audio?: ChatCompletionAudio | null
  annotations?: ChatCompletionAnnotation[] | null
  images?: ChatCompletionImage[] | null
  reasoning?: string | null
  /** DeepSeek and z.ai demand it back inside a tool-calling turn (anomalyco/opencode#4947). */
  reasoning_content?: string | null
  reasoning_details?: ReasoningDetail[] | null
  name?: string | null
  model?: string | null
}

export interface ChatCompletionToolMessageParam {
  role: 'tool'
  content: string | ChatCompletionContentPart[]
  tool_call_id: string
  /** Mistral, Gemini. */
  name?: string | null
}

/** @deprecated OpenAI replaced it by the `tool` role. */
export interface ChatCompletionFunctionMessageParam {
  role: 'function'
  name: string
  content: string | null
}
