import type * as Wire from '@chat-completion/core/wire'
import { CacheControlSchema } from './content.ts'
import { unlisted } from './kind.ts'
import { boolean, dictionary, either, given, list, literal, oneOf, record, type Schema, string, unknown } from './schema.ts'

export const FunctionDefinitionSchema: Schema<Wire.FunctionDefinition> = record({
  name: string,
  description: given(string),
  parameters: given(dictionary(unknown)),
  strict: given(boolean),
})

export const ChatCompletionFunctionToolSchema: Schema<Wire.ChatCompletionFunctionTool> = record({
  type: literal('function'),
  function: FunctionDefinitionSchema,
  cache_control: given(CacheControlSchema),
})

const CustomToolFormatTextSchema: Schema<Wire.CustomToolFormatText> = record({ type: literal('text') })

const CustomToolFormatGrammarSchema: Schema<Wire.CustomToolFormatGrammar> = record({
  type: literal('grammar'),
  grammar: record({ definition: string, syntax: string }),
})

const CustomToolDefinitionSchema: Schema<Wire.CustomToolDefinition> = record({
  name: string,
  description: given(string),
  format: given(oneOf('type', [CustomToolFormatTextSchema, CustomToolFormatGrammarSchema])),
})

export const ChatCompletionCustomToolSchema: Schema<Wire.ChatCompletionCustomTool> = record({
  type: literal('custom'),
  custom: CustomToolDefinitionSchema,
})

const UnlistedToolSchema: Schema<Wire.UnlistedTool> = record({ type: unlisted('function', 'custom') }, { open: true })

export const ChatCompletionToolSchema: Schema<Wire.ChatCompletionTool> = oneOf('type', [
  ChatCompletionFunctionToolSchema,
  ChatCompletionCustomToolSchema,
  UnlistedToolSchema,
])

const NamedToolSchema: Schema<Wire.NamedTool> = record({ name: string })

const NamedToolChoiceSchema: Schema<Wire.ChatCompletionNamedToolChoice> = record({
  type: literal('function'),
  function: NamedToolSchema,
})

const NamedToolChoiceCustomSchema: Schema<Wire.ChatCompletionNamedToolChoiceCustom> = record({
  type: literal('custom'),
  custom: NamedToolSchema,
})

const AllowedToolChoiceSchema: Schema<Wire.ChatCompletionAllowedToolChoice> = record({
  type: literal('allowed_tools'),
  allowed_tools: record({ mode: string, tools: list(dictionary(unknown)) }),
})

const UnlistedToolChoiceSchema: Schema<Wire.UnlistedTool> = record({
  type: unlisted('function', 'custom', 'allowed_tools'),
}, { open: true })

export const ChatCompletionToolChoiceOptionSchema: Schema<Wire.ChatCompletionToolChoiceOption> = either(
  literal('none', 'auto', 'required', 'any'),
  oneOf('type', [
    NamedToolChoiceSchema,
    NamedToolChoiceCustomSchema,
    AllowedToolChoiceSchema,
    UnlistedToolChoiceSchema,
  ]),
)
