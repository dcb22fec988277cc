import { type Fields, opaque, type Shape } from './codec.ts'
import type * as Wire from './wire/index.ts'

/** Log probabilities of a choice's tokens. Publishers require `content` and `refusal`; DeepSeek sends only some. */
export interface ChatCompletionTokenLogprobs {
  content?: ChatCompletionTokenLogprob[] | null
  refusal?: ChatCompletionTokenLogprob[] | null
  /** DeepSeek. */
  reasoningContent?: ChatCompletionTokenLogprob[] | null
}

export interface ChatCompletionTokenLogprob extends ChatCompletionTopLogprob {
  /** Required by both publishers, left out by some providers. */
  topLogprobs?: ChatCompletionTopLogprob[] | null
}

export interface ChatCompletionTopLogprob {
  token: string
  logprob: number
  /** UTF-8 bytes of the token. Required by both publishers, left out by some providers. */
  bytes?: number[] | null
}

const tokenLogprobShape: Shape = {
  fields: {
    top_logprobs: opaque,
  } satisfies Fields<Wire.ChatCompletionTokenLogprob>,
}

export const logprobsShape: Shape = {
  fields: {
    content: tokenLogprobShape,
    refusal: tokenLogprobShape,
    reasoning_content: tokenLogprobShape,
  } satisfies Fields<Wire.ChatCompletionTokenLogprobs>,
}
