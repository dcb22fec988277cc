import type * as Wire from '@chat-completion/core/wire'
import { ChatCompletionContentPartImageSchema, ChatCompletionContentPartTextSchema } from './content.ts'
import { unlisted } from './kind.ts'
import { given, list, literal, number, oneOf, record, type Schema, string } from './schema.ts'

const UrlCitationSchema: Schema<Wire.UrlCitation> = record({
  url: string,
  title: given(string),
  start_index: given(number),
  end_index: given(number),
  content: given(string),
})

const UnlistedFileContentSchema: Schema<Wire.UnlistedAnnotation> = record({ type: unlisted('text', 'image_url') }, { open: true })

const AnnotatedFileSchema: Schema<Wire.AnnotatedFile> = record({
  hash: given(string),
  name: given(string),
  content: given(
    list(
      oneOf('type', [
        ChatCompletionContentPartTextSchema,
        ChatCompletionContentPartImageSchema,
        UnlistedFileContentSchema,
      ]),
    ),
  ),
})

export const ChatCompletionUrlCitationAnnotationSchema: Schema<Wire.ChatCompletionUrlCitationAnnotation> = record({
  type: literal('url_citation'),
  url_citation: UrlCitationSchema,
})

export const ChatCompletionFileAnnotationSchema: Schema<Wire.ChatCompletionFileAnnotation> = record({
  type: literal('file'),
  file: AnnotatedFileSchema,
})

const UnlistedAnnotationSchema: Schema<Wire.UnlistedAnnotation> = record({ type: unlisted('url_citation', 'file') }, { open: true })

export const ChatCompletionAnnotationSchema: Schema<Wire.ChatCompletionAnnotation> = oneOf('type', [
  ChatCompletionUrlCitationAnnotationSchema,
  ChatCompletionFileAnnotationSchema,
  UnlistedAnnotationSchema,
])
