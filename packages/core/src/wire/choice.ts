import type { ErrorObject } from './error.ts'
import type { ChatCompletionTokenLogprobs } from './logprobs.ts'
import type { ChatCompletionMessage } from './message.ts'

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
  finish_reason: FinishReason | null
  /** OpenRouter: the reason in the words of the provider behind it. */
  native_finish_reason?: string | null
  /** Required by OpenAI, optional for OpenRouter. */
  logprobs?: ChatCompletionTokenLogprobs | null
  /** OpenRouter: this choice failed; what had arrived is in the message. */
  error?: ErrorObject | null
}
