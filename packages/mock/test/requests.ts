import type * as Wire from '@chat-completion/core/wire'
import type { MockFetch } from '../src/index.ts'

export const url = 'https://api.openai.com/v1/chat/completions'
export const question = 'The capital of France?'

/** What the tests ask, whole. */
export const body: Wire.ChatCompletionCreateParams = { model: 'm', messages: [{ role: 'user', content: question }] }

/** Asks a `fetch`; text in place of the body is what the user says. */
export function ask(
  fetch: MockFetch,
  asked: string | Partial<Wire.ChatCompletionCreateParams> = {},
  init: RequestInit = {},
): Promise<Response> {
  const more = typeof asked === 'string' ? { messages: [{ role: 'user' as const, content: asked }] } : asked
  return fetch(url, {
    method: 'POST',
    body: JSON.stringify({ ...body, ...more }),
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  })
}

/** What the JSON of a response says. */
export async function json(response: Response | Promise<Response>) {
  return JSON.parse(await (await response).text())
}

/** What the model says first, or the code of the error. */
export async function said(response: Response | Promise<Response>): Promise<unknown> {
  const { choices, error } = await json(response)
  return error ? error.code : choices[0].message.content
}
