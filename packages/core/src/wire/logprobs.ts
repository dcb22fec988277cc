/** Log probabilities of a choice's tokens. Publishers require `content` and `refusal`; DeepSeek sends only some. */
export interface ChatCompletionTokenLogprobs {
  content?: ChatCompletionTokenLogprob[] | null
  refusal?: ChatCompletionTokenLogprob[] | null
  /** DeepSeek. */
  reasoning_content?: ChatCompletionTokenLogprob[] | null
}

export interface ChatCompletionTokenLogprob extends ChatCompletionTopLogprob {
  /** Required by both publishers, left out by some providers. */
  top_logprobs?: ChatCompletionTopLogprob[] | null
}

export interface ChatCompletionTopLogprob {
  token: string
  logprob: number
  /** UTF-8 bytes of the token. Required by both publishers, left out by some providers. */
  bytes?: number[] | null
}
