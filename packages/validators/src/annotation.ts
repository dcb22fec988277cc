import type * as Wire from '@chat-completion/core/wire'
import { ChatCompletionContentPartImageSchema, ChatCompletionContentPartTextSchema } from './content.ts'
import { anyObject, list, literal, number, oneOf, record, type Schema, string } from './schema.ts'

const UrlCitationSchema: Schema<Wire.UrlCitation> = record(() => [
  { url: string },
  { title: string, start_index: number, end_index: number, content: string },
])

const AnnotatedFileSchema: Schema<Wire.AnnotatedFile> = record(() => [
  {},
  {
    hash: string,
    name: string,
    content: list(
      oneOf('type', () => [ChatCompletionContentPartTextSchema, ChatCompletionContentPartImageSchema], anyObject),
    ),
  },
])

export const ChatCompletionUrlCitationAnnotationSchema: Schema<Wire.ChatCompletionUrlCitationAnnotation> = record(
  () => [
    {
      type: literal('url_citation'),
      url_citation: UrlCitationSchema,
    },
  ],
)

export const ChatCompletionFileAnnotationSchema: Schema<Wire.ChatCompletionFileAnnotation> = record(() => [
  {
    type: literal('file'),
    file: AnnotatedFileSchema,
  },
])

export const ChatCompletionAnnotationSchema: Schema<Wire.ChatCompletionAnnotation> = oneOf(
  'type',
  () => [ChatCompletionUrlCitationAnnotationSchema, ChatCompletionFileAnnotationSchema],
  anyObject,
)
