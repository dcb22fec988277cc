import { type HttpHandler, http } from 'msw'
import type { Mock } from './mock.ts'

/**
 * Handlers for `setupServer` or `setupWorker` of msw, which answer as the mock does.
 *
 * @param baseUrl What comes before `/chat/completions`: any, by default; then `GET …/models` is left alone, because it may be a path of
 * your own.
 *
 * @example
 * ```ts
 * import { createMock } from '@chat-completion/mock'
 * import { mswHandlers } from '@chat-completion/mock/msw'
 * import { setupServer } from 'msw/node'
 *
 * const mock = createMock().reply('Paris')
 * const server = setupServer(...mswHandlers(mock))
 * server.listen()
 *
 * const response = await fetch('https://openrouter.ai/api/v1/chat/completions', {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ model: 'openai/gpt-5', messages: [{ role: 'user', content: 'The capital of France?' }] }),
 * })
 * const { choices } = await response.json()
 * choices[0].message.content
 * //=> 'Paris'
 * server.close()
 * ```
 */
export function mswHandlers(mock: Mock, baseUrl = '*'): HttpHandler[] {
  const answer = async ({ request }: { request: Request }): Promise<Response> => {
    try {
      return await mock.fetch(request)
    } catch {
      // The connection breaks, or the client has left.
      return Response.error()
    }
  }
  const base = baseUrl.replace(/\/+$/, '')
  const chat = http.post(`${base}/chat/completions`, answer)
  return base === '*' ? [chat] : [chat, http.get(`${base}/models`, answer), http.get(`${base}/models/*`, answer)]
}
