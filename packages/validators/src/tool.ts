import type * as Wire from '@chat-completion/core/wire'
import { CacheControlSchema } from './content.ts'
import {
  anyObject,
  boolean,
  dictionary,
  either,
  leaf,
  list,
  literal,
  oneOf,
  record,
  type Schema,
  string,
  unknown,
} from './schema.ts'

export const FunctionDefinitionSchema: Schema<Wire.FunctionDefinition> = record(() => [
  { name: string },
  { description: string, parameters: dictionary(unknown), strict: boolean },
])

export const ChatCompletionFunctionToolSchema: Schema<Wire.ChatCompletionFunctionTool> = record(() => [
  { type: literal('function'), function: FunctionDefinitionSchema },
  { cache_control: CacheControlSchema },
])

const CustomToolFormatTextSchema: Schema<Wire.CustomToolFormatText> = record(() => [{ type: literal('text') }])

const CustomToolFormatGrammarSchema: Schema<Wire.CustomToolFormatGrammar> = record(() => [
  {
    type: literal('grammar'),
    grammar: record(() => [{ definition: string, syntax: string }]),
  },
])

const CustomToolDefinitionSchema: Schema<Wire.CustomToolDefinition> = record(() => [
  { name: string },
  { description: string, format: oneOf('type', () => [CustomToolFormatTextSchema, CustomToolFormatGrammarSchema]) },
])

export const ChatCompletionCustomToolSchema: Schema<Wire.ChatCompletionCustomTool> = record(() => [
  {
    type: literal('custom'),
    custom: CustomToolDefinitionSchema,
  },
])

const OpenRouterServerToolSchema: Schema<Wire.OpenRouterServerTool> = record(() => [
  { type: leaf<`openrouter:${string}`>('string', (type) => String(type).startsWith('openrouter:'), 'openrouter:…') },
  { parameters: dictionary(unknown) },
])

export const ChatCompletionToolSchema: Schema<Wire.ChatCompletionTool> = oneOf(
  'type',
  () => [ChatCompletionFunctionToolSchema, ChatCompletionCustomToolSchema, OpenRouterServerToolSchema],
  anyObject,
)

const NamedToolSchema: Schema<Wire.NamedTool> = record(() => [{ name: string }])

const NamedToolChoiceSchema: Schema<Wire.ChatCompletionNamedToolChoice> = record(() => [
  {
    type: literal('function'),
    function: NamedToolSchema,
  },
])

const NamedToolChoiceCustomSchema: Schema<Wire.ChatCompletionNamedToolChoiceCustom> = record(() => [
  {
    type: literal('custom'),
    custom: NamedToolSchema,
  },
])

const AllowedToolChoiceSchema: Schema<Wire.ChatCompletionAllowedToolChoice> = record(() => [
  {
    type: literal('allowed_tools'),
    allowed_tools: record(() => [{ mode: string, tools: list(dictionary(unknown)) }]),
  },
])

export const ChatCompletionToolChoiceOptionSchema: Schema<Wire.ChatCompletionToolChoiceOption> = either(
  literal('none', 'auto', 'required', 'any'),
  oneOf('type', () => [NamedToolChoiceSchema, NamedToolChoiceCustomSchema, AllowedToolChoiceSchema], anyObject),
)
