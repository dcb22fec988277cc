import type * as Wire from '@chat-completion/core/wire'
import { unlisted } from './kind.ts'
import type { Rules } from './repair.ts'
import { boolean, given, isObject, type JsonObject, list, literal, oneOf, record, type Schema, string } from './schema.ts'

export const CacheControlSchema: Schema<Wire.CacheControl> = record({ type: string, ttl: given(string) })

const PromptCacheBreakpointSchema: Schema<Wire.PromptCacheBreakpoint> = record({ mode: string, ttl: given(string) })

const caching = {
  cache_control: given(CacheControlSchema),
  prompt_cache_breakpoint: given(PromptCacheBreakpointSchema),
}

export const ImageUrlSchema: Schema<Wire.ImageUrl> = record({ url: string, detail: given(string) })

const InputAudioSchema: Schema<Wire.InputAudio> = record({ data: string, format: string })

const InputFileSchema: Schema<Wire.InputFile> = record({
  file_data: given(string),
  file_id: given(string),
  filename: given(string),
})

const VideoUrlSchema: Schema<Wire.VideoUrl> = record({ url: string, processing: given(string) })

export const ChatCompletionContentPartTextSchema: Schema<Wire.ChatCompletionContentPartText> = record({
  ...caching,
  type: literal('text'),
  text: string,
})

export const ChatCompletionContentPartImageSchema: Schema<Wire.ChatCompletionContentPartImage> = record({
  ...caching,
  type: literal('image_url'),
  image_url: ImageUrlSchema,
})

export const ChatCompletionContentPartInputAudioSchema: Schema<Wire.ChatCompletionContentPartInputAudio> = record({
  ...caching,
  type: literal('input_audio'),
  input_audio: InputAudioSchema,
})

export const ChatCompletionContentPartFileSchema: Schema<Wire.ChatCompletionContentPartFile> = record({
  ...caching,
  type: literal('file'),
  file: InputFileSchema,
})

export const ChatCompletionContentPartVideoSchema: Schema<Wire.ChatCompletionContentPartVideo> = record({
  ...caching,
  type: literal('video_url', 'input_video'),
  video_url: VideoUrlSchema,
})

export const ChatCompletionContentPartRefusalSchema: Schema<Wire.ChatCompletionContentPartRefusal> = record({
  type: literal('refusal'),
  refusal: string,
})

const UnlistedThoughtSchema: Schema<Wire.UnlistedContentPart> = record({ type: unlisted('text') }, { open: true })

export const ChatCompletionContentPartThinkingSchema: Schema<Wire.ChatCompletionContentPartThinking> = record({
  type: literal('thinking'),
  thinking: list(oneOf('type', [ChatCompletionContentPartTextSchema, UnlistedThoughtSchema])),
  signature: given(string),
  closed: given(boolean),
})

const UnlistedContentPartSchema: Schema<Wire.UnlistedContentPart> = record({
  type: unlisted('text', 'image_url', 'input_audio', 'file', 'video_url', 'input_video', 'refusal', 'thinking'),
}, { open: true })

export const ChatCompletionContentPartSchema: Schema<Wire.ChatCompletionContentPart> = oneOf('type', [
  ChatCompletionContentPartTextSchema,
  ChatCompletionContentPartImageSchema,
  ChatCompletionContentPartInputAudioSchema,
  ChatCompletionContentPartFileSchema,
  ChatCompletionContentPartVideoSchema,
  ChatCompletionContentPartRefusalSchema,
  ChatCompletionContentPartThinkingSchema,
  UnlistedContentPartSchema,
])

export const contentRules: Rules = {
  '.': ({ received }) => {
    if (received === undefined) return [{ code: 'missing-content', value: null }]
    return isObject(received) ? [{ code: 'content-as-json', value: JSON.stringify(received) }] : []
  },
  '[]': {
    '.': ({ received }) =>
      typeof received === 'string' ? [{ code: 'content-part-as-string', value: { type: 'text', text: received } }] : [],
    type: ({ received, parent }) =>
      !received && typeof (parent as JsonObject).text === 'string' ? [{ code: 'missing-part-type', value: 'text' }] : [],
  },
}
