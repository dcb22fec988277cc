import type { UnlistedType } from '../unlisted.ts'
import type { CacheControl } from './content.ts'

/** A tool the model may call. */
export type ChatCompletionTool =
  | ChatCompletionFunctionTool
  | ChatCompletionCustomTool
  | OpenRouterServerTool
  | UnlistedTool

export interface ChatCompletionFunctionTool {
  type: 'function'
  function: FunctionDefinition
  /** OpenRouter, Anthropic. */
  cache_control?: CacheControl | null
}

export interface FunctionDefinition {
  name: string
  description?: string | null
  /** JSON Schema of the arguments: its keys are yours. */
  parameters?: Record<string, unknown> | null
  /** The arguments follow the schema exactly. */
  strict?: boolean | null
}

/** OpenAI only: a tool that takes free text. */
export interface ChatCompletionCustomTool {
  type: 'custom'
  custom: CustomToolDefinition
}

export interface CustomToolDefinition {
  name: string
  description?: string | null
  format?: CustomToolFormatText | CustomToolFormatGrammar | null
}

export interface CustomToolFormatText {
  type: 'text'
}

export interface CustomToolFormatGrammar {
  type: 'grammar'
  grammar: CustomToolGrammar
}

export interface CustomToolGrammar {
  definition: string
  syntax: 'lark' | 'regex' | (string & {})
}

/** A tool that OpenRouter runs itself, such as `openrouter:web_search`. */
export interface OpenRouterServerTool {
  type: `openrouter:${string}`
  /** Its keys are OpenRouter's. */
  parameters?: Record<string, unknown> | null
}

/** A tool that the provider runs itself, such as Groq's `browser_search`. Its other keys are the provider's. */
export interface UnlistedTool {
  type: UnlistedType
}

/** Which tool the model must, may or may not call. */
export type ChatCompletionToolChoiceOption =
  | 'none'
  | 'auto'
  | 'required'
  /** Mistral: must call some tool. */
  | 'any'
  | ChatCompletionNamedToolChoice
  | ChatCompletionNamedToolChoiceCustom
  | ChatCompletionAllowedToolChoice
  | UnlistedTool

export interface ChatCompletionNamedToolChoice {
  type: 'function'
  function: NamedTool
}

export interface ChatCompletionNamedToolChoiceCustom {
  type: 'custom'
  custom: NamedTool
}

export interface NamedTool {
  name: string
}

export interface ChatCompletionAllowedToolChoice {
  type: 'allowed_tools'
  allowed_tools: ChatCompletionAllowedTools
}

export interface ChatCompletionAllowedTools {
  mode: 'auto' | 'required' | (string & {})
  /** Tool definitions as sent in `tools`, shortened: their keys are not read. */
  tools: Record<string, unknown>[]
}
