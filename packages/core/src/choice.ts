import { type Fields, opaque, type Shape } from './codec.ts'
import type { ErrorObject } from './error.ts'
import type { ChatCompletionTokenLogprobs } from './logprobs.ts'
import { logprobsShape } from './logprobs.ts'
import type { ChatCompletionMessage } from './message.ts'
import { messageShape } from './message.ts'
import type * as Wire from './wire/index.ts'

/**
 * Why the model stopped. Open: a provider may send a reason this list lacks.
 *
 * `function_call` is OpenAI's alone, `error` OpenRouter's.
 */
export type FinishReason =
  | 'stop'
  | 'length'
  | 'tool_calls'
  | 'content_filter'
  | 'function_call'
  | 'error'
  | (string & {})

export interface ChatCompletionChoice {
  index: number
  message: ChatCompletionMessage
  /** OpenRouter allows null, OpenAI does not. */
  finishReason: FinishReason | null
  /** OpenRouter: the reason in the words of the provider behind it. */
  nativeFinishReason?: string | null
  /** Required by OpenAI, optional for OpenRouter. */
  logprobs?: ChatCompletionTokenLogprobs | null
  /** OpenRouter: this choice failed; what had arrived is in the message. */
  error?: ErrorObject | null
}

export const choiceShape: Shape = {
  fields: {
    message: messageShape,
    finish_reason: opaque,
    native_finish_reason: opaque,
    logprobs: logprobsShape,
  } satisfies Fields<Wire.ChatCompletionChoice>,
}
