import { type Fields, type JsonObject, opaque, own, type Shape } from './codec.ts'
import type { ChatCompletionContentPartImage, ChatCompletionContentPartText } from './content.ts'
import { filePartShape } from './content.ts'
import type { UnlistedType } from './unlisted.ts'
import type * as Wire from './wire/index.ts'

/** Where a part of the answer comes from. */
export type ChatCompletionAnnotation =
  | ChatCompletionUrlCitationAnnotation
  | ChatCompletionFileAnnotation
  | UnlistedAnnotation

export interface ChatCompletionUrlCitationAnnotation {
  type: 'url_citation'
  urlCitation: UrlCitation
}

export interface UrlCitation {
  url: string
  /** OpenAI requires this and the indices, OpenRouter neither. */
  title?: string | null
  /** Position in the content, in characters. */
  startIndex?: number | null
  endIndex?: number | null
  /** OpenRouter: the text found at the address. */
  content?: string | null
}

/** OpenRouter: a parsed file. Send it back to spare the next request the parsing. */
export interface ChatCompletionFileAnnotation {
  type: 'file'
  file: AnnotatedFile
}

export interface AnnotatedFile {
  /** Recorded without it (OpenRouterTeam/ai-sdk-provider#159). */
  hash?: string | null
  name?: string | null
  content?: (ChatCompletionContentPartText | ChatCompletionContentPartImage | UnlistedAnnotation)[] | null
}

export interface UnlistedAnnotation {
  type: UnlistedType
}

const urlCitationShape: Shape = {
  fields: { start_index: opaque, end_index: opaque } satisfies Fields<Wire.UrlCitation>,
}

const annotatedFileShape: Shape = {
  fields: { content: filePartShape } satisfies Fields<Wire.AnnotatedFile>,
}

const annotationShapes: Readonly<Record<string, Shape>> = {
  url_citation: {
    fields: { url_citation: urlCitationShape } satisfies Fields<Wire.ChatCompletionUrlCitationAnnotation>,
  },
  file: { fields: { file: annotatedFileShape } satisfies Fields<Wire.ChatCompletionFileAnnotation> },
}

export function annotationShape(annotation: JsonObject): Shape | undefined {
  return own(annotationShapes, annotation.type)
}
