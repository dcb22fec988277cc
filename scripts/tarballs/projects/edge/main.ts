import { textOf } from '@chat-completion/core'
import { createClient, serve } from '@chat-completion/edge'
import { createHandler } from '@chat-completion/http'
import { equal } from '../equal.js'

export async function main(): Promise<void> {
  const server = serve(
    createHandler(async function* ({ messages }) {
      yield 'You said: '
      yield String(messages.at(-1)?.content)
    }),
  )

  const client = createClient({
    baseUrl: 'https://worker.example/v1',
    apiKey: 'test',
    fetch: (input, init) => server.fetch(new Request(input, init)),
  })
  const params = { model: 'echo', messages: [{ role: 'user' as const, content: 'Hi' }] }
  equal(textOf(await client.createChatCompletion(params)), 'You said: Hi')
  const { status, completion } = await client.streamChatCompletion(params).result()
  equal([status, textOf(completion)], ['complete', 'You said: Hi'])
}
