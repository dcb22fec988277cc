import type * as Wire from '@chat-completion/core/wire'
import { given, list, number, record, type Schema, string } from './schema.ts'

export const ChatCompletionTopLogprobSchema: Schema<Wire.ChatCompletionTopLogprob> = record({
  token: string,
  logprob: number,
  bytes: given(list(number)),
})

export const ChatCompletionTokenLogprobSchema: Schema<Wire.ChatCompletionTokenLogprob> = record({
  token: string,
  logprob: number,
  bytes: given(list(number)),
  top_logprobs: given(list(ChatCompletionTopLogprobSchema)),
})

export const ChatCompletionTokenLogprobsSchema: Schema<Wire.ChatCompletionTokenLogprobs> = record({
  content: given(list(ChatCompletionTokenLogprobSchema)),
  refusal: given(list(ChatCompletionTokenLogprobSchema)),
  reasoning_content: given(list(ChatCompletionTokenLogprobSchema)),
})
