import type { ChatCompletionCreateParams } from '@chat-completion/core'
import { ProviderError } from '@chat-completion/core'
import {
  type AnswerContext,
  type AnswerPart,
  createHandler,
  type HandlerOptions,
  type Host,
} from '@chat-completion/http'
import { failedAnswer, isFailedAnswer } from './failed-answer.ts'
import { isResponse } from './kind.ts'
import { refusal } from './refusal.ts'

type Respond = (request: Request, host?: Host) => Promise<Response>

export interface EndpointOptions extends Omit<HandlerOptions, 'onError'> {
  /** Hears of requests that are refused, and of answers that fail by a mistake. */
  readonly onRefused: (request: Request, message: string) => void
}

/**
 * Checks requests and answers as `createHandler` does, under any base URL. A response leaves as it was made: `createHandler` would mend
 * a stream that breaks.
 */
export function endpoint(
  answer: (params: ChatCompletionCreateParams, context: AnswerContext) => Promise<Response | AsyncIterable<AnswerPart>>,
  { onRefused, ...options }: EndpointOptions,
): Respond {
  return async (request, host) => {
    const made: { response?: Response; mistake?: string; isMeant?: boolean } = {}
    const handle = createHandler(
      async (params, context) => {
        const given = await answer(params, context)
        if (!isResponse(given)) return given
        made.response = given
        return new Response()
      },
      {
        ...options,
        basePath: basePathOf(request.url),
        keepAlive: 0,
        onError(error) {
          made.isMeant = error instanceof ProviderError && !isFailedAnswer(error)
          if (made.isMeant) return
          made.mistake = isFailedAnswer(error) ? Object(error).message : failedAnswer('Cannot answer', error).message
          onRefused(request, String(made.mistake))
        },
      },
    )
    const response = await handle(request, host)
    if (made.response) {
      return made.response.type === 'error' ? made.response : withHeaders(made.response, response.headers)
    }
    if (made.mistake !== undefined && !response.ok) {
      return withHeaders(refusal('failed_answer', made.mistake), response.headers)
    }
    const isRefused = !response.ok && made.isMeant !== true && !isForeseen(response, request, host)
    if (isRefused) onRefused(request, await messageOf(response))
    return response
  }
}

/** The mock was told to check keys, or nobody waits any longer. */
function isForeseen({ status }: Response, { signal }: Request, host: Host | undefined): boolean {
  return status === 401 || signal.aborted || host?.closing?.aborted === true
}

async function messageOf(response: Response): Promise<string> {
  const { error } = Object(await response.clone().json())
  return String(Object(error).message)
}

function basePathOf(url: string): string {
  const { pathname } = new URL(url)
  const found = /^(.*)\/chat\/completions\/?$/.exec(pathname) ?? /^(.*?)\/models(?:\/|$)/.exec(pathname)
  return found?.[1] ?? pathname
}

/** With those that it lacks. */
function withHeaders(response: Response, more: Headers): Response {
  const { body, status, statusText } = response
  const headers = new Headers(response.headers)
  for (const [name, value] of more) if (!headers.has(name)) headers.set(name, value)
  return new Response(body, { status, statusText, headers })
}
