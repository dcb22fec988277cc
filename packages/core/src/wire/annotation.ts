import type { UnlistedType } from '../unlisted.ts'
import type { ChatCompletionContentPartImage, ChatCompletionContentPartText } from './content.ts'

/** Where a part of the answer comes from. */
export type ChatCompletionAnnotation =
  | ChatCompletionUrlCitationAnnotation
  | ChatCompletionFileAnnotation
  | UnlistedAnnotation

export interface ChatCompletionUrlCitationAnnotation {
  type: 'url_citation'
  url_citation: UrlCitation
}

export interface UrlCitation {
  url: string
  /** OpenAI requires this and the indices, OpenRouter neither. */
  title?: string | null
  /** Position in the content, in characters. */
  start_index?: number | null
  end_index?: number | null
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
