import { type Fields, type JsonObject, opaque, own, type Shape } from './codec.ts'
import type { UnlistedType } from './unlisted.ts'
import type * as Wire from './wire/index.ts'

/** One part of a message's content. Which parts a role may carry is the provider's decision. */
export type ChatCompletionContentPart =
  | ChatCompletionContentPartText
  | ChatCompletionContentPartImage
  | ChatCompletionContentPartInputAudio
  | ChatCompletionContentPartFile
  | ChatCompletionContentPartVideo
  | ChatCompletionContentPartRefusal
  | ChatCompletionContentPartThinking
  | UnlistedContentPart

export interface ContentPartCaching {
  /** OpenRouter, Anthropic: cache the prompt up to and with this part. */
  cacheControl?: CacheControl | null
  /** OpenAI: end the cached prefix here. */
  promptCacheBreakpoint?: PromptCacheBreakpoint | null
}

export interface CacheControl {
  type: 'ephemeral' | (string & {})
  ttl?: '5m' | '1h' | (string & {}) | null
}

export interface PromptCacheBreakpoint {
  mode: 'explicit' | (string & {})
  ttl?: '30m' | '12h' | (string & {}) | null
}

export interface ChatCompletionContentPartText extends ContentPartCaching {
  type: 'text'
  text: string
}

export interface ChatCompletionContentPartImage extends ContentPartCaching {
  type: 'image_url'
  imageUrl: ImageUrl
}

export interface ImageUrl {
  /** An address or a `data:` URL. */
  url: string
  detail?: 'auto' | 'low' | 'high' | 'original' | (string & {}) | null
}

export interface ChatCompletionContentPartInputAudio extends ContentPartCaching {
  type: 'input_audio'
  inputAudio: InputAudio
}

export interface InputAudio {
  /** Base64. */
  data: string
  format: 'wav' | 'mp3' | (string & {})
}

export interface ChatCompletionContentPartFile extends ContentPartCaching {
  type: 'file'
  file: InputFile
}

export interface InputFile {
  /** OpenAI: base64. OpenRouter: an address or a `data:` URL. */
  fileData?: string | null
  fileId?: string | null
  filename?: string | null
}

/** OpenRouter only; `input_video` is its older name. */
export interface ChatCompletionContentPartVideo extends ContentPartCaching {
  type: 'video_url' | 'input_video'
  videoUrl: VideoUrl
}

export interface VideoUrl {
  url: string
  processing?: 'agentic' | 'static' | (string & {}) | null
}

export interface ChatCompletionContentPartRefusal {
  type: 'refusal'
  refusal: string
}

/** Mistral: what the model thought before it answered. */
export interface ChatCompletionContentPartThinking {
  type: 'thinking'
  thinking: (ChatCompletionContentPartText | UnlistedContentPart)[]
  signature?: string | null
  /** False while a stream is still inside the thought. */
  closed?: boolean | null
}

export interface UnlistedContentPart {
  type: UnlistedType
}

const caching = {
  cache_control: opaque,
  prompt_cache_breakpoint: opaque,
} satisfies Fields<Wire.ContentPartCaching>

const inputFileShape: Shape = {
  fields: { file_data: opaque, file_id: opaque } satisfies Fields<Wire.InputFile>,
}

const textShape: Shape = { fields: caching satisfies Fields<Wire.ChatCompletionContentPartText> }

/** The shape of a part that can be cached. The call is marked as pure, which bundlers do not believe of a spread. */
function cachedShape<Part>(fields: Omit<Fields<Part>, keyof typeof caching>): Shape {
  return { fields: { ...caching, ...fields } }
}

const imageShape = /* @__PURE__ */ cachedShape<Wire.ChatCompletionContentPartImage>({ image_url: opaque })

const inputAudioShape = /* @__PURE__ */ cachedShape<Wire.ChatCompletionContentPartInputAudio>({ input_audio: opaque })

const fileShape = /* @__PURE__ */ cachedShape<Wire.ChatCompletionContentPartFile>({ file: inputFileShape })

const videoShape = /* @__PURE__ */ cachedShape<Wire.ChatCompletionContentPartVideo>({ video_url: opaque })

/** A thought is text: what else lies in one is not listed. */
function thoughtShape(part: JsonObject): Shape | undefined {
  return part.type === 'text' ? textShape : undefined
}

const thinkingShape: Shape = {
  fields: { thinking: thoughtShape } satisfies Fields<Wire.ChatCompletionContentPartThinking>,
}

const contentPartShapes: Readonly<Record<string, Shape>> = {
  text: textShape,
  image_url: imageShape,
  input_audio: inputAudioShape,
  file: fileShape,
  video_url: videoShape,
  input_video: videoShape,
  thinking: thinkingShape,
}

export function contentPartShape(part: JsonObject): Shape | undefined {
  return own(contentPartShapes, part.type)
}

/** Of a parsed file, only texts and pictures are listed. */
export function filePartShape(part: JsonObject): Shape | undefined {
  return part.type === 'text' || part.type === 'image_url' ? contentPartShape(part) : undefined
}

/**
 * The `text` of the text parts, joined. Thinking is not text.
 *
 * @example
 * ```ts
 * import { textOfParts } from '@chat-completion/core'
 *
 * textOfParts([{ type: 'text', text: 'Pa' }, { type: 'refusal', refusal: 'No' }, { type: 'text', text: 'ris' }])
 * //=> 'Paris'
 * ```
 */
export function textOfParts(parts: readonly unknown[]): string {
  let text = ''
  for (const part of parts as readonly Partial<ChatCompletionContentPartText>[]) {
    if (part?.type === 'text' && typeof part.text === 'string') text += part.text
  }
  return text
}

/** Domain content is text: parts move to `contentParts`. */
export function splitContent(domain: JsonObject): JsonObject {
  const { content } = domain
  return Array.isArray(content) ? { ...domain, content: textOfParts(content), contentParts: content } : domain
}

/** The inverse of {@link splitContent}, unless the text was edited since: then the text wins. */
export function joinContent(domain: JsonObject): JsonObject {
  const { contentParts, ...message } = domain
  return Array.isArray(contentParts) && textOfParts(contentParts) === message.content
    ? { ...message, content: contentParts }
    : message
}
