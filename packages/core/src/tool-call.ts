import { type Fields, opaque, type Shape } from './codec.ts'
import type { UnlistedType } from './unlisted.ts'
import type * as Wire from './wire/index.ts'

/** A call the model wants made. */
export type ChatCompletionMessageToolCall =
  | ChatCompletionMessageFunctionToolCall
  | ChatCompletionMessageCustomToolCall
  | UnlistedToolCall

export interface ToolCallCommon {
  /** Echo it in the `tool` message that answers. */
  id: string
  /** Recorded on completions too, where it says nothing that the position does not. */
  index?: number | null
  /** Gemini: carries the thought signature; send it back. Its keys are the provider's. */
  extraContent?: Record<string, unknown> | null
}

export interface ChatCompletionMessageFunctionToolCall extends ToolCallCommon {
  type: 'function'
  function: ToolCallFunction
}

export interface ToolCallFunction {
  name: string
  /** JSON text as the model wrote it, so not always valid JSON; `toolCallsOf` parses it. */
  arguments: string
}

/** OpenAI only. */
export interface ChatCompletionMessageCustomToolCall extends ToolCallCommon {
  type: 'custom'
  custom: ToolCallCustom
}

export interface ToolCallCustom {
  name: string
  /** Free text, or what the tool's grammar allows. */
  input: string
}

export interface UnlistedToolCall extends ToolCallCommon {
  type: UnlistedType
}

export const toolCallShape: Shape = {
  fields: { extra_content: opaque } satisfies Fields<Wire.ToolCallCommon>,
}

export function isFunctionToolCall(
  toolCall: ChatCompletionMessageToolCall,
): toolCall is ChatCompletionMessageFunctionToolCall {
  return toolCall.type === 'function'
}

export function isCustomToolCall(
  toolCall: ChatCompletionMessageToolCall,
): toolCall is ChatCompletionMessageCustomToolCall {
  return toolCall.type === 'custom'
}
