import type * as Wire from '@chat-completion/core/wire'
import { unlisted } from './kind.ts'
import { boolean, dictionary, given, literal, oneOf, record, type Schema, string, unknown } from './schema.ts'

const PlainSchema: Schema<Wire.ResponseFormatText | Wire.ResponseFormatJsonObject | Wire.ResponseFormatPython> = record({
  type: literal('text', 'json_object', 'python'),
})

const ResponseFormatJsonSchemaSchema: Schema<Wire.ResponseFormatJsonSchema> = record({
  type: literal('json_schema'),
  json_schema: record({
    name: string,
    description: given(string),
    schema: given(dictionary(unknown)),
    strict: given(boolean),
  }),
})

const ResponseFormatGrammarSchema: Schema<Wire.ResponseFormatGrammar> = record({
  type: literal('grammar'),
  grammar: string,
})

const UnlistedResponseFormatSchema: Schema<Wire.UnlistedResponseFormat> = record({
  type: unlisted('text', 'json_object', 'python', 'json_schema', 'grammar'),
}, { open: true })

export const ChatCompletionResponseFormatSchema: Schema<Wire.ChatCompletionResponseFormat> = oneOf('type', [
  PlainSchema,
  ResponseFormatJsonSchemaSchema,
  ResponseFormatGrammarSchema,
  UnlistedResponseFormatSchema,
])
