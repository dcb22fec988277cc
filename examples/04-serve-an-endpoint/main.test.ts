import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { afterEach, beforeEach, expect, test } from 'vitest'

let server: ChildProcess
let client: OpenAI

beforeEach(async () => {
  const file = fileURLToPath(new URL('main.ts', import.meta.url))
  server = spawn(process.execPath, ['--conditions=@chat-completion/source', file], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!server.stdout) throw new Error('Cannot read where the server listens: it has no stdout')
  const [url] = await once(createInterface(server.stdout), 'line')
  client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })
})

afterEach(() => {
  server.kill('SIGKILL')
})

const messages = [{ role: 'user' as const, content: 'Polly wants a cracker' }]

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

test('finishes an answer that is under way at Ctrl-C, and ends', async () => {
  const exit = once(server, 'exit')
  const stream = await client.chat.completions.create({ model: 'parrot', messages, stream: true })
  let shown = ''
  for await (const { choices } of stream) {
    if (shown === '') server.kill('SIGINT')
    shown += choices[0]?.delta.content ?? ''
  }
  expect(shown).toBe('Polly wants a cracker')
  expect(await exit).toEqual([0, null])
})
