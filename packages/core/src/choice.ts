import { logprobsShape } from './logprobs.ts'
import { messageShape } from './message.ts'
import type { Fields, Shape } from './codec.ts'
import type * as Wire from './wire/index.ts'
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
    message: ['message', messageShape],
    finish_reason: 'finishReason',
    native_finish_reason: 'nativeFinishReason',
    logprobs: ['logprobs', logprobsShape],
  } satisfies Fields<Wire.ChatCompletionChoice>,
}
