import { textOf } from '@chat-completion/core'
import { createClient, serve } from '@chat-completion/deno'
import { createHandler } from '@chat-completion/http'
import { equal } from '../equal.js'

export async function main(): Promise<void> {
  const handler = createHandler(async function* ({ messages }) {
    yield 'You said: '
    yield String(messages.at(-1)?.content)
  })
  const server = await serve(handler, { port: 0 })

  const client = createClient({ baseUrl: `${server.url}/v1` })
  const params = { model: 'echo', messages: [{ role: 'user' as const, content: 'Hi' }] }
  equal(textOf(await client.createChatCompletion(params)), 'You said: Hi')
  const { status, completion } = await client.streamChatCompletion(params).result()
  equal([status, textOf(completion)], ['complete', 'You said: Hi'])

  await server.close()
}
