import type * as Wire from '@chat-completion/core/wire'
import { literal, number, oneOf, record, type Schema, string } from './schema.ts'

const common = { format: string, id: string, index: number }

export const ReasoningDetailTextSchema: Schema<Wire.ReasoningDetailText> = record(() => [
  { type: literal('reasoning.text') },
  { ...common, text: string, signature: string },
])

export const ReasoningDetailSummarySchema: Schema<Wire.ReasoningDetailSummary> = record(() => [
  { type: literal('reasoning.summary'), summary: string },
  common,
])

export const ReasoningDetailEncryptedSchema: Schema<Wire.ReasoningDetailEncrypted> = record(() => [
  { type: literal('reasoning.encrypted'), data: string },
  common,
])

export const ReasoningDetailServerToolCallSchema: Schema<Wire.ReasoningDetailServerToolCall> = record(() => [
  { type: literal('reasoning.server_tool_call'), tool_name: string, arguments: string, result: string },
  { ...common, tool_call_id: string },
])

export const ReasoningDetailSchema: Schema<Wire.ReasoningDetail> = oneOf(
  'type',
  () => [
    ReasoningDetailTextSchema,
    ReasoningDetailSummarySchema,
    ReasoningDetailEncryptedSchema,
    ReasoningDetailServerToolCallSchema,
  ],
  record(() => [{}, common]),
)
