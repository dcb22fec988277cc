import type { UnlistedType } from '../unlisted.ts'

/** The form the answer must take. `grammar` and `python` are OpenRouter's. */
export type ChatCompletionResponseFormat =
  | ResponseFormatText
  | ResponseFormatJsonObject
  | ResponseFormatJsonSchema
  | ResponseFormatGrammar
  | ResponseFormatPython
  | UnlistedResponseFormat

export interface ResponseFormatText {
  type: 'text'
}

export interface ResponseFormatJsonObject {
  type: 'json_object'
}

export interface ResponseFormatJsonSchema {
  type: 'json_schema'
  json_schema: JsonSchemaFormat
}

export interface JsonSchemaFormat {
  name: string
  description?: string | null
  /** JSON Schema of the answer: its keys are yours. */
  schema?: Record<string, unknown> | null
  strict?: boolean | null
}

export interface ResponseFormatGrammar {
  type: 'grammar'
  grammar: string
}

export interface ResponseFormatPython {
  type: 'python'
}

export interface UnlistedResponseFormat {
  type: UnlistedType
}
