import { Readable } from 'node:stream'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { url } from '../test/requests.ts'
import { createMock, type MockFetch, memoryStore, record } from './index.ts'

test('a stream of Node is sent, and recorded', async () => {
  const store = memoryStore()
  const echo: MockFetch = async (input, init) => new Response(await new Request(input, init).text())
  const recorder = record(echo, store)
  const body = Readable.from([Buffer.from('AAA'), Buffer.from('BBB')])
  const response = await recorder(url, { method: 'POST', body, duplex: 'half' } as unknown as RequestInit)
  expect(await response.text()).toBe('AAABBB')
  await recorder.written()
  expect([...store.cassettes.values()][0]).toContain('AAABBB')
})

test('an SDK tries no mistake again', async () => {
  let calls = 0
  const mock = createMock().reply(() => {
    calls += 1
    throw new Error('Oops')
  })
  const openai = new OpenAI({ apiKey: 'test', fetch: mock.fetch })
  const asking = openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })
  await expect(asking).rejects.toThrow('Error: Oops')
  expect(calls).toBe(1)
})
