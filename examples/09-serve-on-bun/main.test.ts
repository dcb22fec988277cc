import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import OpenAI from 'openai'
import { afterAll, expect, test } from 'vitest'
import { startExample } from '../test/start-example.ts'

const server = await startExample('09')
const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 })
const messages = [{ role: 'user' as const, content: 'How is the sea today?' }]
const answer = 'Grey as a seal this morning, and the wind has been turning north since four.'

afterAll(() => server[Symbol.asyncDispose]())

test('says where it listens, and how to try it', async () => {
  expect(server.greeting).toMatchInlineSnapshot(`
    "Listens at http://127.0.0.1:3000 until Ctrl-C. Try it:
    curl -N http://127.0.0.1:3000/v1/chat/completions --json '{"model": "keeper", "stream": true, "messages": [{"role": "user", "content": "How is the sea today?"}]}'
    "
  `)
  expect(await server.curl()).toMatch(/^data: .*data: \[DONE\]\n\n$/s)
})

test('answers as a whole', async () => {
  const { choices } = await client.chat.completions.create({ model: 'keeper', messages })
  expect(choices[0]?.message.content).toBe(answer)
})

test('finishes an answer that is under way at Ctrl-C, and ends', async () => {
  const left = await client.chat.completions.create({ model: 'keeper', messages, stream: true })
  for await (const _ of left) break
  const stream = await client.chat.completions.create({ model: 'keeper', messages, stream: true })
  let status: Promise<number | null> | undefined
  let shown = ''
  for await (const { choices } of stream) {
    status ??= server.interrupt()
    shown += choices[0]?.delta.content ?? ''
  }
  expect(shown).toBe(answer)
  expect(await status).toBe(0)
})

test('asks OpenRouter where there is a key, and leaves it when the client leaves', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const provider = createMock({ authorize: (key) => key === 'sk-or-v1-test' }).reply(async function* (_, { signal }) {
    signal.addEventListener('abort', () => resolve())
    yield 'Grey '
    await promise
  })
  await using upstream = await serve(provider.handler, { port: 0 })
  const env = { OPENROUTER_API_KEY: 'sk-or-v1-test', OPENROUTER_BASE_URL: `${upstream.url}/v1` }
  await using keyed = await startExample('09', env)

  const stream = await client.withOptions({ baseURL: `${keyed.url}/v1` }).chat.completions.create({
    model: 'keeper',
    messages,
    stream: true,
  })
  for await (const _ of stream) break
  await promise
  expect(provider.requests[0]?.params.messages.map(({ role }) => role)).toEqual(['system', 'user'])
})
