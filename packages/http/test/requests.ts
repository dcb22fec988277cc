import type { ChatCompletion } from '@chat-completion/core'

/** What the endpoints of the tests answer with. */
export const completion: ChatCompletion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Paris' }, finishReason: 'stop' }],
  usage: { promptTokens: 9, completionTokens: 3, totalTokens: 12 },
}

/** What they are asked, */
export const body = { model: 'm', messages: [{ role: 'user', content: 'The capital of France?' }] }
/** and for a stream. */
export const streamed = { ...body, stream: true }

/** A request of a client; text is sent as it is. */
export function post(value: unknown, init: RequestInit = {}): Request {
  return new Request('http://localhost/v1/chat/completions', {
    method: 'POST',
    body: typeof value === 'string' ? value : JSON.stringify(value),
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  })
}
