import { connectionReset, stalledStream } from '@chat-completion/fixtures'
import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import { readChatCompletionStream } from '@chat-completion/stream'
import { afterAll, beforeEach, expect, test } from 'vitest'

// A mock that is served, so that its faults go through a real socket.

const mock = createMock()
const server = await serve(mock.handler, { port: 0, closeTimeout: 100 })

function ask(content: string, stream: boolean, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content }], stream }),
    ...init,
  })
}

beforeEach(() => mock.reset())
afterAll(() => server.close())

test('a mock is served: whole, streamed, and strict', async () => {
  mock.when({ text: 'France' }).reply('Paris')
  expect(await (await ask('France?', false)).json()).toMatchObject({ choices: [{ message: { content: 'Paris' } }] })
  const { status, completion } = await readChatCompletionStream(ask('France?', true)).result()
  expect([status, completion.choices[0]?.message.content]).toEqual(['complete', 'Paris'])
  expect(await (await ask('Spain?', false)).json()).toMatchObject({ error: { code: 'unmatched_request' } })
})

test('a connection breaks before the response', async () => {
  mock.reply('Paris', { fault: connectionReset({ after: 0 }) })
  await expect(ask('France?', true)).rejects.toThrow('fetch failed')
})

test('a connection breaks after some events', async () => {
  mock.reply('one two three', { fault: connectionReset({ after: 3 }) })
  const { status, error, completion } = await readChatCompletionStream(ask('France?', true)).result()
  expect([status, error?.code]).toEqual(['truncated', 'disconnected'])
  expect(completion.choices[0]?.message.content).toBe('one two')
})

test('a stream stalls until the client leaves', async () => {
  mock.reply('one two three', { fault: stalledStream({ after: 3 }) })
  const response = await ask('France?', true, { signal: AbortSignal.timeout(100) })
  await expect(response.text()).rejects.toThrow('timeout')
})
