import { rateLimitError } from '@chat-completion/fixtures'
import { createMock } from '@chat-completion/mock'
import { equal } from '../equal.js'

export async function main(): Promise<void> {
  const mock = createMock()
  mock.when({ call: 1 }).reply(rateLimitError)
  mock.when({ text: 'France' }).reply('Paris')

  equal((await ask(mock.fetch, false)).status, 429)
  const answer = await (await ask(mock.fetch, false)).text()
  equal(JSON.parse(answer).choices[0].message.content, 'Paris')
  const stream = await (await ask(mock.fetch, true)).text()
  equal(stream.includes('"content":"Paris"') && stream.endsWith('data: [DONE]\n\n'), true)
  mock.verify()
}

function ask(fetch: typeof globalThis.fetch, stream: boolean): Promise<Response> {
  const messages = [{ role: 'user', content: 'The capital of France?' }]
  return fetch('https://provider.example/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-5', messages, stream }),
  })
}
