import { type Fields, type JsonObject, opaque, type Shape } from './codec.ts'
import type { UnlistedType } from './unlisted.ts'
import type * as Wire from './wire/index.ts'

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
  jsonSchema: JsonSchemaFormat
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

const jsonSchemaShape: Shape = {
  fields: { json_schema: opaque } satisfies Fields<Wire.ResponseFormatJsonSchema>,
}

export function responseFormatShape(format: JsonObject): Shape | undefined {
  return format.type === 'json_schema' ? jsonSchemaShape : undefined
}
