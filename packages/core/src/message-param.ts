import type { ChatCompletionAnnotation } from './annotation.ts'
import { type Fields, type JsonObject, opaque, own, type Shape } from './codec.ts'
import type { ChatCompletionContentPart } from './content.ts'
import { contentPartShape, joinContent } from './content.ts'
import type { ChatCompletionAudio, ChatCompletionImage, FunctionCall } from './message.ts'
import { messageFields } from './message.ts'
import type { ReasoningDetail } from './reasoning.ts'
import type { ChatCompletionMessageToolCall } from './tool-call.ts'
import { toolCallShape } from './tool-call.ts'
import type * as Wire from './wire/index.ts'

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
  configurationUpdate?: ConfigurationUpdate | null
}

export interface ChatCompletionSystemMessageParam {
  role: 'system'
  content: string | ChatCompletionContentPart[]
  name?: string | null
  configurationUpdate?: ConfigurationUpdate | null
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
  /** Of an answer that came in parts: sent in place of `content` while their text still equals it. */
  contentParts?: ChatCompletionContentPart[] | null
  refusal?: string | null
  toolCalls?: ChatCompletionMessageToolCall[] | null
  /** @deprecated OpenAI replaced it by `toolCalls`. */
  functionCall?: FunctionCall | null
  /** OpenAI reads only the `id`. */
  audio?: ChatCompletionAudio | null
  annotations?: ChatCompletionAnnotation[] | null
  images?: ChatCompletionImage[] | null
  reasoning?: string | null
  /** DeepSeek and z.ai demand it back inside a tool-calling turn (anomalyco/opencode#4947). */
  reasoningContent?: string | null
  reasoningDetails?: ReasoningDetail[] | null
  name?: string | null
  model?: string | null
}

export interface ChatCompletionToolMessageParam {
  role: 'tool'
  content: string | ChatCompletionContentPart[]
  toolCallId: string
  /** Mistral, Gemini. */
  name?: string | null
}

/** @deprecated OpenAI replaced it by the `tool` role. */
export interface ChatCompletionFunctionMessageParam {
  role: 'function'
  name: string
  content: string | null
}

const instructionShape: Shape = {
  fields: {
    content: contentPartShape,
    configuration_update: opaque,
  } satisfies Fields<Wire.ChatCompletionSystemMessageParam>,
}

const messageParamShapes: Readonly<Record<string, Shape>> = {
  developer: instructionShape,
  system: instructionShape,
  user: {
    fields: { content: contentPartShape } satisfies Fields<Wire.ChatCompletionUserMessageParam>,
  },
  assistant: {
    fields: {
      ...messageFields,
      tool_calls: toolCallShape,
    } satisfies Fields<Wire.ChatCompletionAssistantMessageParam>,
    encodable: joinContent,
  },
  tool: {
    fields: {
      content: contentPartShape,
      tool_call_id: opaque,
    } satisfies Fields<Wire.ChatCompletionToolMessageParam>,
  },
}

export function messageParamShape(message: JsonObject): Shape | undefined {
  return own(messageParamShapes, message.role)
}
