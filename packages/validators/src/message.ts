import type * as Wire from '@chat-completion/core/wire'
import { ChatCompletionAnnotationSchema } from './annotation.ts'
import { ChatCompletionContentPartSchema, contentRules, ImageUrlSchema } from './content.ts'
import { ReasoningDetailSchema } from './reasoning.ts'
import { always, type Rules } from './repair.ts'
import { either, list, literal, nullable, number, type Optional, record, type Schema, string } from './schema.ts'
import {
  ChatCompletionMessageToolCallSchema,
  functionCallRules,
  ToolCallFunctionSchema,
  toolCallRules,
} from './tool-call.ts'

export const ChatCompletionAudioSchema: Schema<Wire.ChatCompletionAudio> = record(() => [
  {},
  { id: string, data: string, expires_at: number, transcript: string },
])

export const ChatCompletionImageSchema: Schema<Wire.ChatCompletionImage> = record(() => [
  { image_url: ImageUrlSchema },
  { type: string, index: number },
])

export const FunctionCallSchema: Schema<Wire.FunctionCall> = ToolCallFunctionSchema

/** A message's text or parts. */
export const ContentSchema: Schema<string | Wire.ChatCompletionContentPart[]> = either(
  string,
  list(ChatCompletionContentPartSchema),
)

/** What a message, a delta and an assistant message of a request have in common. */
export const messageEntries = (): Optional<
  Pick<
    Wire.ChatCompletionMessage,
    | 'refusal'
    | 'audio'
    | 'annotations'
    | 'images'
    | 'reasoning'
    | 'reasoning_content'
    | 'reasoning_details'
    | 'name'
    | 'model'
  >
> => ({
  refusal: string,
  audio: ChatCompletionAudioSchema,
  annotations: list(ChatCompletionAnnotationSchema),
  images: list(ChatCompletionImageSchema),
  reasoning: string,
  reasoning_content: string,
  reasoning_details: list(ReasoningDetailSchema),
  name: string,
  model: string,
})

/** Keys that only the domain's message has. */
export const reservedMessageKeys: readonly string[] = ['contentParts']

export const ChatCompletionMessageSchema: Schema<Wire.ChatCompletionMessage> = record(
  () => [
    { role: literal('assistant'), content: nullable(ContentSchema) },
    {
      ...messageEntries(),
      tool_calls: list(ChatCompletionMessageToolCallSchema),
      function_call: FunctionCallSchema,
    },
  ],
  reservedMessageKeys,
)

export const messageRules: Rules = {
  role: always('wrong-role', 'assistant'),
  content: contentRules,
  tool_calls: { '[]': toolCallRules },
  function_call: functionCallRules,
}
