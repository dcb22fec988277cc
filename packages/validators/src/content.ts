import type * as Wire from '@chat-completion/core/wire'
import { fallback, type Rules, take } from './repair.ts'
import { anyObject, boolean, list, literal, type Optional, oneOf, record, type Schema, string } from './schema.ts'

export const CacheControlSchema: Schema<Wire.CacheControl> = record(() => [{ type: string }, { ttl: string }])

const PromptCacheBreakpointSchema: Schema<Wire.PromptCacheBreakpoint> = record(() => [
  { mode: string },
  { ttl: string },
])

const caching: Optional<Wire.ContentPartCaching> = {
  cache_control: CacheControlSchema,
  prompt_cache_breakpoint: PromptCacheBreakpointSchema,
}

export const ImageUrlSchema: Schema<Wire.ImageUrl> = record(() => [{ url: string }, { detail: string }])

const InputAudioSchema: Schema<Wire.InputAudio> = record(() => [{ data: string, format: string }])

const InputFileSchema: Schema<Wire.InputFile> = record(() => [
  {},
  { file_data: string, file_id: string, filename: string },
])

const VideoUrlSchema: Schema<Wire.VideoUrl> = record(() => [{ url: string }, { processing: string }])

export const ChatCompletionContentPartTextSchema: Schema<Wire.ChatCompletionContentPartText> = record(() => [
  { type: literal('text'), text: string },
  caching,
])

export const ChatCompletionContentPartImageSchema: Schema<Wire.ChatCompletionContentPartImage> = record(() => [
  { type: literal('image_url'), image_url: ImageUrlSchema },
  caching,
])

export const ChatCompletionContentPartInputAudioSchema: Schema<Wire.ChatCompletionContentPartInputAudio> = record(
  () => [{ type: literal('input_audio'), input_audio: InputAudioSchema }, caching],
)

export const ChatCompletionContentPartFileSchema: Schema<Wire.ChatCompletionContentPartFile> = record(() => [
  { type: literal('file'), file: InputFileSchema },
  caching,
])

export const ChatCompletionContentPartVideoSchema: Schema<Wire.ChatCompletionContentPartVideo> = record(() => [
  { type: literal('video_url', 'input_video'), video_url: VideoUrlSchema },
  caching,
])

export const ChatCompletionContentPartRefusalSchema: Schema<Wire.ChatCompletionContentPartRefusal> = record(() => [
  {
    type: literal('refusal'),
    refusal: string,
  },
])

export const ChatCompletionContentPartThinkingSchema: Schema<Wire.ChatCompletionContentPartThinking> = record(() => [
  { type: literal('thinking'), thinking: list(oneOf('type', () => [ChatCompletionContentPartTextSchema], anyObject)) },
  { signature: string, closed: boolean },
])

export const ChatCompletionContentPartSchema: Schema<Wire.ChatCompletionContentPart> = oneOf(
  'type',
  () => [
    ChatCompletionContentPartTextSchema,
    ChatCompletionContentPartImageSchema,
    ChatCompletionContentPartInputAudioSchema,
    ChatCompletionContentPartFileSchema,
    ChatCompletionContentPartVideoSchema,
    ChatCompletionContentPartRefusalSchema,
    ChatCompletionContentPartThinkingSchema,
  ],
  anyObject,
)

/** A part that is no part as yet: text alone, or without its type. Cohere and Anthropic think in text, Mistral in parts. */
const partRules: Rules = {
  '.': ({ received }) =>
    typeof received === 'string' ? take('content-part', { type: 'text', text: received }) : undefined,
  type: ({ received, parent }) =>
    !received && typeof parent.text === 'string' ? take('content-part', 'text') : undefined,
  text: fallback('content-part', ''),
  thinking: ({ received }) =>
    typeof received === 'string' ? take('content-part', [{ type: 'text', text: received }]) : undefined,
}

export const contentRules: Rules = {
  '.': ({ received }) => (received === undefined ? take('missing-content', null) : undefined),
  '[]': partRules,
}
