import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from '@chat-completion/core'

/**
 * What a request is answered with: a completion; text; chunks, texts or completions as they come, or at once; or a response that is sent
 * as it is. A stream is made of it where the client wants one, and a completion where it does not.
 */
export type Answer = ChatCompletion | string | Iterable<AnswerPart> | AsyncIterable<AnswerPart> | Response

/** A piece of an answer; text is what the model says next. */
export type AnswerPart = string | ChatCompletionChunk | ChatCompletion

/** Answers a request. What it throws is the answer: a `ProviderError` with its status, anything else with 500 or 502. */
export type AnswerFunction<Env = unknown> = (
  params: ChatCompletionCreateParams,
  context: AnswerContext<Env>,
) => Answer | Promise<Answer>

export interface AnswerContext<Env = unknown> {
  readonly request: Request
  /** Aborted when the client has left or the server stops: hand it to whatever you wait for. */
  readonly signal: AbortSignal
  /** Also sent to the client, as `x-request-id`. */
  readonly requestId: string
  /** Bindings of the deployment, such as Cloudflare's `env`; undefined on other hosts. */
  readonly env: Env
  /** Lets work that outlives the response go on, on hosts that would stop it. */
  readonly waitUntil: (work: Promise<unknown>) => void
}
