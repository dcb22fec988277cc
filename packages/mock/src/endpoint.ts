import type { ChatCompletionCreateParams } from '@chat-completion/core'
import { type AnswerContext, createHandler, type HandlerOptions, type Host } from '@chat-completion/http'
import { isResponse, type Live } from './answer.ts'

type Respond = (request: Request, host?: Host) => Promise<Response>

/**
 * Checks requests and answers as `createHandler` does, under any base URL. A response leaves as it was made: `createHandler` would mend
 * a stream that breaks.
 */
export function endpoint(
  answer: (params: ChatCompletionCreateParams, context: AnswerContext) => Promise<Response | Live>,
  options: HandlerOptions,
): Respond {
  return async (request, host) => {
    const made: { response?: Response } = {}
    const handle = createHandler(
      async (params, context) => {
        const given = await answer(params, context)
        if (!isResponse(given)) return given
        made.response = given
        return new Response()
      },
      { ...options, basePath: basePathOf(request.url), keepAlive: 0 },
    )
    const response = await handle(request, host)
    if (!made.response || made.response.type === 'error') return made.response ?? response
    return withHeaders(made.response, response.headers)
  }
}

function basePathOf(url: string): string {
  const { pathname } = new URL(url)
  const found = /^(.*)\/chat\/completions\/?$/.exec(pathname) ?? /^(.*?)\/models(?:\/|$)/.exec(pathname)
  return found?.[1] ?? pathname
}

function withHeaders(response: Response, more: Headers): Response {
  const { body, status, statusText } = response
  const headers = new Headers(response.headers)
  for (const [name, value] of more) if (!headers.has(name)) headers.set(name, value)
  return new Response(body, { status, statusText, headers })
}
