import { type Fields, type JsonObject, opaque, type Shape } from './codec.ts'
import type { UnlistedType } from './unlisted.ts'
import type * as Wire from './wire/index.ts'

/** Who produced a reasoning detail, and so who can read it back. Open: a provider may send a format this list lacks. */
export type ReasoningFormat =
  | 'unknown'
  | 'openai-responses-v1'
  | 'azure-openai-responses-v1'
  | 'bedrock-openai-responses-v1'
  | 'bedrock-xai-responses-v1'
  | 'xai-responses-v1'
  | 'meta-responses-v1'
  | 'anthropic-claude-v1'
  | 'google-gemini-v1'
  | (string & {})

/** One block of reasoning as OpenRouter structures it. Send the blocks back unchanged, in order. */
export type ReasoningDetail =
  | ReasoningDetailText
  | ReasoningDetailSummary
  | ReasoningDetailEncrypted
  | ReasoningDetailServerToolCall
  | UnlistedReasoningDetail

export interface ReasoningDetailCommon {
  format?: ReasoningFormat | null
  id?: string | null
  /** Position of the block; fragments of one block share it in a stream. */
  index?: number | null
}

export interface ReasoningDetailText extends ReasoningDetailCommon {
  type: 'reasoning.text'
  text?: string | null
  /** Proof for the provider that the text is its own; a changed text with this signature is rejected. */
  signature?: string | null
}

export interface ReasoningDetailSummary extends ReasoningDetailCommon {
  type: 'reasoning.summary'
  summary: string
}

export interface ReasoningDetailEncrypted extends ReasoningDetailCommon {
  type: 'reasoning.encrypted'
  data: string
}

/** A tool that OpenRouter ran itself while the model was reasoning. */
export interface ReasoningDetailServerToolCall extends ReasoningDetailCommon {
  type: 'reasoning.server_tool_call'
  toolName: string
  arguments: string
  result: string
  toolCallId?: string | null
}

export interface UnlistedReasoningDetail extends ReasoningDetailCommon {
  type: UnlistedType
}

const serverToolCallShape: Shape = {
  fields: {
    tool_name: opaque,
    tool_call_id: opaque,
  } satisfies Fields<Wire.ReasoningDetailServerToolCall>,
}

export function reasoningDetailShape(detail: JsonObject): Shape | undefined {
  return detail.type === 'reasoning.server_tool_call' ? serverToolCallShape : undefined
}
