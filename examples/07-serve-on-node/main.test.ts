import OpenAI from 'openai'
import { afterAll, expect, test } from 'vitest'
import { startExample } from '../test/start-example.ts'

const server = await startExample('07')
const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 })
const messages = [{ role: 'user' as const, content: 'Polly wants a cracker' }]

afterAll(() => server[Symbol.asyncDispose]())

test('says where it listens, and how to try it', async () => {
  expect(server.greeting).toMatchInlineSnapshot(`
    "Listens at http://127.0.0.1:3000 until Ctrl-C. Try it:
    curl -N http://127.0.0.1:3000/v1/chat/completions --json '{"model": "parrot", "stream": true, "messages": [{"role": "user", "content": "Polly wants a cracker"}]}'
    "
  `)
  expect(await server.curl()).toMatch(/^data: .*data: \[DONE\]\n\n$/s)
})

test('answers as a whole', async () => {
  const { choices } = await client.chat.completions.create({ model: 'parrot', messages })
  expect(choices[0]?.message.content).toBe('Polly wants a cracker')
})

test('lists its model, and knows no other', async () => {
  expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['parrot'])
  await expect(client.chat.completions.create({ model: 'cat', messages })).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
    param: 'model',
  })
})

test('finishes an answer that is under way at Ctrl-C, lets go of one whose client has left, and ends', async () => {
  const endless = [{ role: 'user' as const, content: 'Polly '.repeat(10_000) }]
  const left = await client.chat.completions.create({ model: 'parrot', messages: endless, stream: true })
  for await (const _ of left) break
  const stream = await client.chat.completions.create({ model: 'parrot', messages, stream: true })
  let status: Promise<number | null> | undefined
  let shown = ''
  for await (const { choices } of stream) {
    status ??= server.interrupt()
    shown += choices[0]?.delta.content ?? ''
  }
  expect(shown).toBe('Polly wants a cracker')
  expect(await status).toBe(0)
})
