import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from '@chat-completion/core'
import type { ErrorResponse, Factory } from '@chat-completion/fixtures'
import type { Answer, AnswerContext } from '@chat-completion/http'

/**
 * What a request is answered with.
 *
 * Text is made a completion. Of a factory, each request of a rule gets the next item. A list of chunks is streamed as it is; a `Response` is
 * sent as it is, and `Response.error()` is a connection that breaks.
 */
export type MockAnswer =
  | string
  | ChatCompletion
  | ErrorResponse
  | readonly ChatCompletionChunk[]
  | Factory<ChatCompletion>
  | Factory<ErrorResponse>
  | Response

/** Answers a request. It may give all that the function of `createHandler` may, generators say, and throw what that may throw. */
export type MockAnswerFunction = (
  params: ChatCompletionCreateParams,
  context: MockContext,
) => MockAnswer | Answer | Promise<MockAnswer | Answer>

export type MockAnswerSource = MockAnswer | MockAnswerFunction

export interface MockContext extends AnswerContext {
  /** Which request it is that the rule answers, from 1. */
  readonly call: number
}

/** What comes piece by piece, at its own pace. */
export type Live = Exclude<Answer, string | ChatCompletion | Response>
