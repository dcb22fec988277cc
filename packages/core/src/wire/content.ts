import type { UnlistedType } from '../unlisted.ts'

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
  cache_control?: CacheControl | null
  /** OpenAI: end the cached prefix here. */
  prompt_cache_breakpoint?: PromptCacheBreakpoint | null
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
  image_url: ImageUrl
}

export interface ImageUrl {
  /** An address or a `data:` URL. */
  url: string
  detail?: 'auto' | 'low' | 'high' | 'original' | (string & {}) | null
}

export interface ChatCompletionContentPartInputAudio extends ContentPartCaching {
  type: 'input_audio'
  input_audio: InputAudio
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
  file_data?: string | null
  file_id?: string | null
  filename?: string | null
}

/** OpenRouter only; `input_video` is its older name. */
export interface ChatCompletionContentPartVideo extends ContentPartCaching {
  type: 'video_url' | 'input_video'
  video_url: VideoUrl
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
