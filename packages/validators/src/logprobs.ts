import type * as Wire from '@chat-completion/core/wire'
import { list, number, record, type Schema, string } from './schema.ts'

export const ChatCompletionTopLogprobSchema: Schema<Wire.ChatCompletionTopLogprob> = record(() => [
  { token: string, logprob: number },
  { bytes: list(number) },
])

export const ChatCompletionTokenLogprobSchema: Schema<Wire.ChatCompletionTokenLogprob> = record(() => [
  { token: string, logprob: number },
  { bytes: list(number), top_logprobs: list(ChatCompletionTopLogprobSchema) },
])

export const ChatCompletionTokenLogprobsSchema: Schema<Wire.ChatCompletionTokenLogprobs> = record(() => [
  {},
  {
    content: list(ChatCompletionTokenLogprobSchema),
    refusal: list(ChatCompletionTokenLogprobSchema),
    reasoning_content: list(ChatCompletionTokenLogprobSchema),
  },
])
