import type * as Wire from '@chat-completion/core/wire'
import { ContentSchema, FunctionCallSchema, messageEntries, reservedMessageKeys } from './message.ts'
import { list, literal, nullable, oneOf, record, type Schema, string } from './schema.ts'
import { ChatCompletionMessageToolCallSchema } from './tool-call.ts'

const ConfigurationUpdateSchema: Schema<Wire.ConfigurationUpdate> = record(() => [
  { reasoning: record(() => [{ effort: string }]) },
])

export const ChatCompletionDeveloperMessageParamSchema: Schema<Wire.ChatCompletionDeveloperMessageParam> = record(
  () => [
    { role: literal('developer'), content: ContentSchema },
    { name: string, configuration_update: ConfigurationUpdateSchema },
  ],
)

export const ChatCompletionSystemMessageParamSchema: Schema<Wire.ChatCompletionSystemMessageParam> = record(() => [
  { role: literal('system'), content: ContentSchema },
  { name: string, configuration_update: ConfigurationUpdateSchema },
])

export const ChatCompletionUserMessageParamSchema: Schema<Wire.ChatCompletionUserMessageParam> = record(() => [
  { role: literal('user'), content: ContentSchema },
  { name: string },
])

export const ChatCompletionAssistantMessageParamSchema: Schema<Wire.ChatCompletionAssistantMessageParam> = record(
  () => [
    { role: literal('assistant') },
    {
      ...messageEntries(),
      content: ContentSchema,
      tool_calls: list(ChatCompletionMessageToolCallSchema),
      function_call: FunctionCallSchema,
    },
  ],
  reservedMessageKeys,
)

export const ChatCompletionToolMessageParamSchema: Schema<Wire.ChatCompletionToolMessageParam> = record(() => [
  { role: literal('tool'), content: ContentSchema, tool_call_id: string },
  { name: string },
])

export const ChatCompletionFunctionMessageParamSchema: Schema<Wire.ChatCompletionFunctionMessageParam> = record(() => [
  {
    role: literal('function'),
    name: string,
    content: nullable(string),
  },
])

export const ChatCompletionMessageParamSchema: Schema<Wire.ChatCompletionMessageParam> = oneOf('role', () => [
  ChatCompletionDeveloperMessageParamSchema,
  ChatCompletionSystemMessageParamSchema,
  ChatCompletionUserMessageParamSchema,
  ChatCompletionAssistantMessageParamSchema,
  ChatCompletionToolMessageParamSchema,
  ChatCompletionFunctionMessageParamSchema,
])
