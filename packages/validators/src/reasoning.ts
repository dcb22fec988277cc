import type * as Wire from '@chat-completion/core/wire'
import { unlisted } from './kind.ts'
import { given, literal, number, oneOf, record, type Schema, string } from './schema.ts'

const common = { format: given(string), id: given(string), index: given(number) }

export const ReasoningDetailTextSchema: Schema<Wire.ReasoningDetailText> = record({
  ...common,
  type: literal('reasoning.text'),
  text: given(string),
  signature: given(string),
})

export const ReasoningDetailSummarySchema: Schema<Wire.ReasoningDetailSummary> = record({
  ...common,
  type: literal('reasoning.summary'),
  summary: string,
})

export const ReasoningDetailEncryptedSchema: Schema<Wire.ReasoningDetailEncrypted> = record({
  ...common,
  type: literal('reasoning.encrypted'),
  data: string,
})

export const ReasoningDetailServerToolCallSchema: Schema<Wire.ReasoningDetailServerToolCall> = record({
  ...common,
  type: literal('reasoning.server_tool_call'),
  tool_name: string,
  arguments: string,
  result: string,
  tool_call_id: given(string),
})

const UnlistedReasoningDetailSchema: Schema<Wire.UnlistedReasoningDetail> = record({
  ...common,
  type: unlisted('reasoning.text', 'reasoning.summary', 'reasoning.encrypted', 'reasoning.server_tool_call'),
}, { open: true })

export const ReasoningDetailSchema: Schema<Wire.ReasoningDetail> = oneOf('type', [
  ReasoningDetailTextSchema,
  ReasoningDetailSummarySchema,
  ReasoningDetailEncryptedSchema,
  ReasoningDetailServerToolCallSchema,
  UnlistedReasoningDetailSchema,
])
