import { createMock } from '@chat-completion/mock'
import { mswHandlers } from '@chat-completion/mock/msw'
import { setupServer } from 'msw/node'
import { equal } from '../equal.js'

export async function main(): Promise<void> {
  const mock = createMock().reply('Paris')
  const server = setupServer(...mswHandlers(mock))
  server.listen()
  try {
    const response = await fetch('https://provider.example/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'The capital of France?' }] }),
    })
    equal(JSON.parse(await response.text()).choices[0].message.content, 'Paris')
    equal(mock.requests.length, 1)
  } finally {
    server.close()
  }
}
