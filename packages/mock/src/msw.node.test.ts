import { connectionReset } from '@chat-completion/fixtures'
import { readChatCompletionStream } from '@chat-completion/stream'
import { getResponse } from 'msw'
import { setupServer } from 'msw/node'
import OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ask, said } from '../test/requests.ts'
import { createMock } from './index.ts'
import { mswHandlers } from './msw.ts'

const mock = createMock({ models: ['gpt-5'] })
const server = setupServer(...mswHandlers(mock))

beforeAll(() => server.listen())
afterEach(() => {
  mock.reset()
  server.resetHandlers()
})
afterAll(() => server.close())

describe('the real fetch is answered by rules', () => {
  test('whole', async () => {
    mock.when({ text: 'France' }).reply('Paris')
    expect(await said(ask(fetch))).toBe('Paris')
    expect(await said(ask(fetch, 'Spain?'))).toBe('unmatched_request')
    expect(mock.requests[0]).toMatchObject({ url: 'https://api.openai.com/v1/chat/completions' })
  })

  test('streamed', async () => {
    mock.reply('Paris')
    const { status, completion } = await readChatCompletionStream(ask(fetch, { stream: true })).result()
    expect([status, completion.choices[0]?.message.content]).toEqual(['complete', 'Paris'])
  })

  test('through an SDK', async () => {
    mock.reply('Paris')
    const openai = new OpenAI({ baseURL: 'https://openrouter.ai/api/v1', apiKey: 'sk-test' })
    const { choices } = await openai.chat.completions.create({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
    })
    expect(choices[0]?.message.content).toBe('Paris')
  })

  test('with a connection that breaks', async () => {
    mock.reply('Paris', { fault: connectionReset({ after: 0 }) })
    await expect(ask(fetch, { stream: true })).rejects.toThrow(TypeError)
  })

  test('with a connection that breaks later, which msw makes an end before its time', async () => {
    mock.reply('one two three', { fault: connectionReset({ after: 3 }) })
    const { status, completion } = await readChatCompletionStream(ask(fetch, { stream: true })).result()
    expect([status, completion.choices[0]?.message.content]).toEqual(['truncated', 'one two'])
  })

  test('until the client leaves', async () => {
    mock.reply('Paris', { latency: 10_000 })
    await expect(ask(fetch, {}, { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout')
  })
})

test('any host is answered, but its models only where it is named', async () => {
  const models = new Request('https://example.com/v1/models')
  expect(await getResponse(mswHandlers(mock), models)).toBeUndefined()
  const named = mswHandlers(mock, 'https://example.com/v1/')
  expect(await (await getResponse(named, models))?.json()).toMatchObject({ data: [{ id: 'gpt-5' }] })
  const model = new Request('https://example.com/v1/models/gpt-5')
  expect(await (await getResponse(named, model))?.json()).toMatchObject({ id: 'gpt-5' })
})
