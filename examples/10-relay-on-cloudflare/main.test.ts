import { chatCompletion, pricedUsage } from '@chat-completion/fixtures'
import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import OpenAI from 'openai'
import { afterAll, expect, test, vi } from 'vitest'
import { startExample } from '../test/start-example.ts'

const provider = createMock({ authorize: (key) => key === 'sk-or-v1-test' })
const upstream = await serve(provider.handler, { port: 0, closeTimeout: 100 })
const [server, keyed] = await Promise.all([
  startExample('10'),
  startExample('10', { OPENROUTER_API_KEY: 'sk-or-v1-test', OPENROUTER_BASE_URL: `${upstream.url}/v1` }),
])
const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'sk-ada', maxRetries: 0 })
const question = {
  model: 'openai/gpt-5-mini',
  messages: [{ role: 'user' as const, content: 'What does the tide do?' }],
}
const answer = 'The tide comes and goes, and nobody has ever been billed for it.'

afterAll(() => Promise.all([server[Symbol.asyncDispose](), keyed[Symbol.asyncDispose](), upstream.close()]))

async function usage(url = server.url): Promise<unknown> {
  const response = await fetch(`${url}/usage`, { headers: { authorization: 'Bearer sk-ada' } })
  return response.json()
}

test('says where it listens, and how to try it', async () => {
  expect(server.greeting).toMatchInlineSnapshot(`
    "Listens at http://127.0.0.1:3000 until Ctrl-C. Try it:
    curl -N http://127.0.0.1:3000/v1/chat/completions -H 'authorization: Bearer sk-ada' --json '{"model": "openai/gpt-5-mini", "stream": true, "messages": [{"role": "user", "content": "What does the tide do?"}]}'
    curl http://127.0.0.1:3000/usage -H 'authorization: Bearer sk-ada'
    "
  `)
  expect(await server.curl()).toMatch(/^data: .*data: \[DONE\]\n\n$/s)
})

test('answers as a whole, by the provider that can, and keeps account of every answer', async () => {
  const { choices } = await client.chat.completions.create(question)
  expect(choices[0]?.message.content).toBe(answer)
  await vi.waitFor(async () => expect(await usage()).toMatchObject({ client: 'ada', answers: 2, tokens: 32 }), 10_000)
})

test('keeps account of a stream whose client has left', async () => {
  const stream = await client.chat.completions.create({ ...question, stream: true })
  for await (const _ of stream) break
  await vi.waitFor(async () => expect(await usage()).toMatchObject({ answers: 3, tokens: 32 }), 10_000)
})

test.each(['sk-eve', 'sk-ad', 'sk-adaa'])('knows nobody by the key %s', async (apiKey) => {
  await expect(client.withOptions({ apiKey }).chat.completions.create(question)).rejects.toMatchObject({ status: 401 })
  const { status } = await fetch(`${server.url}/usage`, { headers: { authorization: `Bearer ${apiKey}` } })
  expect(status).toBe(401)
})

test('ends at Ctrl-C', async () => {
  expect(await server.interrupt()).toBe(0)
})

test('asks OpenRouter alone where its key is the only one, and keeps account of the cost', async () => {
  provider.reply(chatCompletion.build({ usage: pricedUsage.build() }))
  expect(await keyed.curl()).toContain('"finish_reason":"stop"')
  expect(provider.requests).toHaveLength(1)
  await vi.waitFor(async () => expect(await usage(keyed.url)).toMatchObject({ answers: 1, cost: 0.000042 }), 10_000)
})
