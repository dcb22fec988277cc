import type * as Wire from '@chat-completion/core/wire'
import { anyObject, boolean, dictionary, literal, oneOf, record, type Schema, string, unknown } from './schema.ts'

const PlainSchema: Schema<Wire.ResponseFormatText | Wire.ResponseFormatJsonObject | Wire.ResponseFormatPython> = record(
  () => [{ type: literal('text', 'json_object', 'python') }],
)

const ResponseFormatJsonSchemaSchema: Schema<Wire.ResponseFormatJsonSchema> = record(() => [
  {
    type: literal('json_schema'),
    json_schema: record(() => [
      { name: string },
      { description: string, schema: dictionary(unknown), strict: boolean },
    ]),
  },
])

const ResponseFormatGrammarSchema: Schema<Wire.ResponseFormatGrammar> = record(() => [
  {
    type: literal('grammar'),
    grammar: string,
  },
])

export const ChatCompletionResponseFormatSchema: Schema<Wire.ChatCompletionResponseFormat> = oneOf(
  'type',
  () => [PlainSchema, ResponseFormatJsonSchemaSchema, ResponseFormatGrammarSchema],
  anyObject,
)
