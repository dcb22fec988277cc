import type { AnswerFunction } from './answer.ts'
import { Exchange } from './exchange.ts'
import { failureOf } from './failure.ts'
import type { Host } from './handler.ts'
import type { HandlerOptions } from './handler-options.ts'

/**
 * Makes an OpenAI-compatible endpoint of a function that answers: `POST /v1/chat/completions`, streamed or whole as the client asks,
 * and `GET /v1/models`. Give it to `serve` of an adapter, or to anything that calls `(request) => response`.
 *
 * Requests are checked before the function sees them; errors are told in OpenAI's envelope. When the client leaves, `signal` is aborted
 * and the iterator is told to return. The handler never rejects.
 *
 * @example
 * ```ts
 * import { textOf } from '@chat-completion/core'
 * import { createHandler } from '@chat-completion/http'
 * import { parseChatCompletion } from '@chat-completion/validators'
 *
 * const handler = createHandler(async function* ({ messages }) {
 *   yield 'You said: '
 *   yield String(messages.at(-1)?.content)
 * })
 *
 * const body = JSON.stringify({ model: 'echo', messages: [{ role: 'user', content: 'Hi' }] })
 * const headers = { 'content-type': 'application/json' }
 * const request = new Request('http://localhost/v1/chat/completions', { method: 'POST', headers, body })
 * const response = await handler(request)
 * textOf(parseChatCompletion(await response.json()))
 * //=> 'You said: Hi'
 * ```
 */
export function createHandler<Env = unknown>(
  answer: AnswerFunction<Env>,
  options: HandlerOptions<Env> = {},
): (request: Request, host?: Host<Env>) => Promise<Response> {
  return async (request, host) => {
    try {
      return await new Exchange(answer, options, request, host ?? {}).respond()
    } catch (error) {
      // What fails here is what the user has handed in: a function for CORS, an error that JSON cannot hold.
      console.error(error)
      const { status, ...rest } = failureOf(undefined)
      return new Response(JSON.stringify({ error: rest }), { status, headers: { 'content-type': 'application/json' } })
    }
  }
}
