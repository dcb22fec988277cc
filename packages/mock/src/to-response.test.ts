import {
  chatCompletion,
  chunk,
  connectionReset,
  duplicateChunk,
  type Fault,
  rateLimitError,
  truncatedStream,
} from '@chat-completion/fixtures'
import * as dialects from '@chat-completion/fixtures/dialects'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask, json, said } from '../test/requests.ts'
import { createMock, type MockAnswerSource, type ReplyOptions } from './index.ts'

const streamed = { stream: true }
const withUsage = { ...streamed, stream_options: { include_usage: true } }

afterEach(() => {
  vi.useRealTimers()
})

async function eventsOf(answer: Promise<Response>) {
  const text = await (await answer).text()
  return Array.from(text.matchAll(/^data: (\{.*)$/gm), ([, event = '']) => JSON.parse(event))
}

describe('the usage of a stream', () => {
  const all = Object.values(dialects)

  test.each(all)('of $provider, where it is told on request, is told on request', async (dialect) => {
    const framing = { ...dialect.framing, usageOnRequest: true }
    const { fetch } = createMock({ dialect: { ...dialect, framing } }).reply('Paris')
    expect((await eventsOf(ask(fetch, streamed))).filter((event) => 'usage' in event)).toEqual([])
    expect((await eventsOf(ask(fetch, withUsage))).some(({ usage }) => usage?.prompt_tokens > 0)).toBe(true)
  })

  test('leaves no event without a choice', async () => {
    const framing = { ...dialects.openAI.framing, usageOnRequest: true }
    const { fetch } = createMock().reply('Paris', { dialect: { ...dialects.openAI, framing } })
    expect((await eventsOf(ask(fetch, streamed))).filter(({ choices }) => choices.length === 0)).toEqual([])
  })

  test.each(all)('of $provider, where it is told anyway, is told anyway', async (dialect) => {
    const framing = { ...dialect.framing, usageOnRequest: false }
    const { fetch } = createMock({ dialect: { ...dialect, framing } }).reply('Paris')
    expect((await eventsOf(ask(fetch, streamed))).some(({ usage }) => usage?.prompt_tokens > 0)).toBe(true)
  })
})

describe('faults', () => {
  test.each([{ comments: ['hello'] }, { dialect: dialects.openRouter }])(
    'a connection that breaks before the first event breaks before the response: %j',
    async (options) => {
      const { fetch } = createMock().reply('Paris', { ...options, fault: connectionReset({ after: 0 }) })
      await expect(ask(fetch, streamed)).rejects.toThrow(TypeError)
    },
  )

  test('each is asked once for each answer', async () => {
    const fault = vi.fn<Fault>((steps) => [...steps])
    const { fetch } = createMock().reply('Paris', { fault })
    await (await ask(fetch, streamed)).text()
    expect(fault).toHaveBeenCalledOnce()
    await ask(fetch)
    expect(fault).toHaveBeenCalledTimes(2)
  })

  test('several happen one after the other', async () => {
    const { fetch } = createMock().reply('one two', {
      fault: [duplicateChunk({ after: 2 }), truncatedStream({ after: 3 })],
    })
    const events = await eventsOf(ask(fetch, streamed))
    expect(events.map(({ choices }) => choices[0].delta.content)).toEqual(['', 'one', 'one'])
  })
})

describe('an option that does not suit an answer is a mistake', () => {
  const generated = () => ['Par', 'is']
  test.each<{ name: string; answer: MockAnswerSource; options: ReplyOptions; says: string }>([
    { name: 'fault', answer: generated, options: { fault: truncatedStream() }, says: 'that comes piece by piece' },
    { name: 'tokensPerSecond', answer: generated, options: { tokensPerSecond: 5 }, says: 'that comes piece by piece' },
    { name: 'fault', answer: Response.json({}), options: { fault: connectionReset() }, says: 'to a response' },
    { name: 'status', answer: Response.json({}), options: { status: 500 }, says: 'to a response' },
    { name: 'headers', answer: Response.json({}), options: { headers: {} }, says: 'to a response' },
    { name: 'fault', answer: rateLimitError, options: { fault: connectionReset() }, says: 'to an error' },
    { name: 'dialect', answer: rateLimitError, options: { dialect: dialects.groq }, says: 'to an error' },
    { name: 'dialect', answer: chunk.buildList(2), options: { dialect: dialects.groq }, says: 'to a list of chunks' },
  ])('"$name" $says', async ({ name, answer, options, says }) => {
    const { error } = await json(ask(createMock().reply(answer, options).fetch))
    expect(error.code).toBe('failed_answer')
    expect(error.message).toContain(`Cannot give "${name}" to `)
    expect(error.message).toContain(says)
  })

  test('those of the mock are for the answers that they suit', async () => {
    const mock = createMock({ dialect: dialects.groq, tokensPerSecond: 1000 })
    mock
      .reply(rateLimitError, { times: 1 })
      .reply(Response.json({ choices: [{ message: { content: 'a' } }] }), { times: 1 })
    mock.reply(() => ['Par', 'is'])
    expect([await said(ask(mock.fetch)), await said(ask(mock.fetch)), await said(ask(mock.fetch))]).toEqual([
      'rate_limit_exceeded',
      'a',
      'Paris',
    ])
  })

  test('one that is undefined is none', async () => {
    vi.useFakeTimers()
    const mock = createMock({ latency: 100 }).reply('Paris', { latency: undefined, fault: undefined })
    const answer = said(ask(mock.fetch))
    await vi.advanceTimersByTimeAsync(99)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toBe('Paris')
  })
})

test('chunks that are put together come when all has been said', async () => {
  vi.useFakeTimers()
  const { fetch } = createMock({ tokensPerSecond: 10 }).reply(chunk.buildList(6))
  const start = Date.now()
  const answer = ask(fetch).then(() => Date.now() - start)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await answer).toBe(600)
})

test('what a factory gives is in its order, also for several of one function', async () => {
  const other = chatCompletion.with({ id: 'other' })
  const { fetch } = createMock().reply((_, { call }) => (call === 2 ? other : chatCompletion))
  const ids = [(await json(ask(fetch))).id, (await json(ask(fetch))).id, (await json(ask(fetch))).id]
  expect(ids).toEqual(['chatcmpl-1', 'other', 'chatcmpl-2'])
})
