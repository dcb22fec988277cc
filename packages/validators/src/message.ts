import type * as Wire from '@chat-completion/core/wire'
import { ChatCompletionAnnotationSchema } from './annotation.ts'
import { ChatCompletionContentPartSchema, contentRules, ImageUrlSchema } from './content.ts'
import { ReasoningDetailSchema } from './reasoning.ts'
import { always, type Rules } from './repair.ts'
import { type EntriesOf, either, given, list, literal, nullable, number, record, type Schema, string } from './schema.ts'
import { ChatCompletionMessageToolCallSchema, functionCallRules, toolCallRules } from './tool-call.ts'

export const ChatCompletionAudioSchema: Schema<Wire.ChatCompletionAudio> = record({
  id: given(string),
  data: given(string),
  expires_at: given(number),
  transcript: given(string),
})

export const ChatCompletionImageSchema: Schema<Wire.ChatCompletionImage> = record({
  type: given(string),
  image_url: ImageUrlSchema,
  index: given(number),
})

export const FunctionCallSchema: Schema<Wire.FunctionCall> = record({ name: string, arguments: string })

/** A message's text or parts. */
export const ContentSchema: Schema<string | Wire.ChatCompletionContentPart[]> = either(
  string,
  list(ChatCompletionContentPartSchema),
)

/** What a message, a delta and an assistant message of a request have in common. */
export const messageEntries: EntriesOf<
  Pick<
    Wire.ChatCompletionMessage,
    'refusal' | 'audio' | 'annotations' | 'images' | 'reasoning' | 'reasoning_content' | 'reasoning_details'
  >
> = {
  refusal: given(string),
  audio: given(ChatCompletionAudioSchema),
  annotations: given(list(ChatCompletionAnnotationSchema)),
  images: given(list(ChatCompletionImageSchema)),
  reasoning: given(string),
  reasoning_content: given(string),
  reasoning_details: given(list(ReasoningDetailSchema)),
}

/** Keys that only the domain's message has. */
export const reservedMessageKeys: readonly string[] = ['contentParts']

export const ChatCompletionMessageSchema: Schema<Wire.ChatCompletionMessage> = record(
  {
    ...messageEntries,
    role: literal('assistant'),
    content: nullable(ContentSchema),
    tool_calls: given(list(ChatCompletionMessageToolCallSchema)),
    function_call: given(FunctionCallSchema),
    name: given(string),
  },
  { reserved: reservedMessageKeys },
)

export const messageRules: Rules = {
  role: always('wrong-role', 'assistant'),
  content: contentRules,
  tool_calls: { '[]': toolCallRules },
  function_call: functionCallRules,
}
