import { ProviderError } from '@chat-completion/core'
import { chatCompletion, message } from '@chat-completion/fixtures'
import { readChatCompletionStream } from '@chat-completion/stream'
import { describe, expect, test } from 'vitest'
import { ask, body, json, question, said, url } from '../test/requests.ts'
import { createMock, type MockAnswerSource, type ReplyOptions } from './index.ts'

const streamed = { stream: true }
const shared = Response.json({ choices: [] })

function oops(): never {
  throw new Error('Oops')
}

async function* failing() {
  yield 'Par'
  oops()
}

describe('a mistake of the test’s own is answered so that no client tries again, and found by verify()', () => {
  const rows: { name: string; answer?: unknown; options?: ReplyOptions; asked?: object; says: string }[] = [
    { name: 'a function', answer: oops, says: 'Error: Oops' },
    { name: 'a function that waits', answer: async () => oops(), says: 'Error: Oops' },
    {
      name: 'a function that throws what is no text',
      answer: () => Promise.reject(Object.create(null)),
      says: 'no text',
    },
    { name: 'a function without a result', answer: () => {}, says: 'Cannot answer with undefined' },
    {
      name: 'a generator, before its first part',
      answer: () => ({ [Symbol.asyncIterator]: oops }),
      says: 'Error: Oops',
    },
    { name: 'a generator, for a whole answer', answer: failing, says: 'Error: Oops' },
    { name: 'a part that is none', answer: () => [3], says: 'Cannot say 3' },
    { name: 'no answer', answer: undefined, says: 'Cannot answer with undefined' },
    { name: 'an object of nothing', answer: {}, says: 'Cannot answer with an object of nothing' },
    { name: 'a factory of something else', answer: message, says: 'Cannot answer with an object of role, content' },
    { name: 'a response that was read', answer: () => shared, says: 'Cannot send a response twice' },
    { name: 'no chunks', answer: [], says: 'without a chunk' },
    { name: 'a fault', answer: 'Paris', options: { fault: oops }, says: 'Error: Oops' },
    { name: 'a fault of a stream', answer: 'Paris', options: { fault: oops }, asked: streamed, says: 'Error: Oops' },
    { name: 'an option', answer: 'Paris', options: { status: 99 }, says: 'RangeError' },
  ]

  test.each(rows)('$name', async ({ answer, options, asked, says }) => {
    const mock = createMock().reply(answer as MockAnswerSource, options)
    if (answer instanceof Function) await ask(createMock().reply(() => shared).fetch)
    const response = await ask(mock.fetch, asked)
    expect(response.status).toBe(404)
    const { error } = await json(response)
    expect(error).toMatchObject({ code: 'failed_answer', type: 'invalid_request_error' })
    expect(error.message).toContain(says)
    expect(() => mock.verify()).toThrow(`- POST /v1/chat/completions: ${error.message}`)
  })

  test('the message says who was answered', async () => {
    const { error } = await json(ask(createMock().reply(oops).fetch))
    expect(error.message).toBe(`Cannot answer "${question}", model "m": Error: Oops`)
  })

  test.each([
    { name: 'throws', request: oops, says: 'Error: Oops' },
    { name: 'gives a promise', request: () => Promise.resolve(false) as never, says: 'it gave a promise' },
  ])('a predicate that $name', async ({ request, says }) => {
    const mock = createMock().when({ request }).reply('Paris')
    expect((await json(ask(mock.fetch))).error.message).toContain(says)
    expect(mock.requests).toHaveLength(1)
    expect(() => mock.verify()).toThrow(says)
  })

  test('a check of keys', async () => {
    const mock = createMock({ authorize: oops }).reply('Paris')
    expect(await said(ask(mock.fetch))).toBe('failed_answer')
    expect(() => mock.verify()).toThrow('Cannot answer: Error: Oops')
  })

  test('a generator that has begun: the stream ends with the error', async () => {
    const mock = createMock().reply(failing)
    const { status, error, completion } = await readChatCompletionStream(ask(mock.fetch, streamed)).result()
    expect([status, completion.choices[0]?.message.content]).toEqual(['failed', 'Par'])
    expect(error?.message).toContain('Error: Oops')
    expect(() => mock.verify()).toThrow('Error: Oops')
  })
})

test.each<{ name: string; answer: MockAnswerSource }>([
  {
    name: 'a function',
    answer: () => {
      throw new ProviderError('Slow down', { status: 429 })
    },
  },
  {
    name: 'a generator',
    // biome-ignore lint/correctness/useYield: it fails before it gives anything.
    answer: async function* () {
      throw new ProviderError('Slow down', { status: 429 })
    },
  },
])('an error of a provider is no mistake: of $name', async ({ answer }) => {
  const mock = createMock().reply(answer)
  for (const asked of [{}, streamed]) expect((await ask(mock.fetch, asked)).status).toBe(429)
  mock.verify()
})

describe('verify() finds what the endpoint refused', () => {
  test.each([
    { name: 'another path', path: 'embeddings', init: {}, says: 'POST /v1/embeddings: Cannot find /v1/embeddings' },
    { name: 'no JSON', path: 'chat/completions', init: { body: '{' }, says: 'Cannot read the body as JSON' },
    { name: 'a wrong value', path: 'chat/completions', init: { body: '{}' }, says: 'messages' },
    {
      name: 'another method',
      path: 'chat/completions',
      init: { method: 'PUT' },
      says: 'PUT /v1/chat/completions: Cannot PUT',
    },
  ])('$name', async ({ path, init, says }) => {
    const mock = createMock()
    const headers = { 'content-type': 'application/json' }
    await mock.fetch(new URL(path, 'https://api.openai.com/v1/'), { method: 'POST', headers, body: '{}', ...init })
    expect(() => mock.verify()).toThrow(says)
    mock.clear()
    mock.verify()
  })

  test('not what it was told to refuse', async () => {
    const mock = createMock({ authorize: () => false })
    expect((await ask(mock.fetch)).status).toBe(401)
    mock.verify()
  })

  test('nor who has left', async () => {
    const mock = createMock().reply(() => new Promise(() => {}))
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    await expect(mock.fetch(url, { ...init, signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout')
    await new Promise((resolve) => setTimeout(resolve))
    mock.verify()
  })
})

test('thousands of answers cost the same each', async () => {
  for (const answer of ['Paris', chatCompletion]) {
    const { fetch } = createMock().reply(answer)
    const timeOf = async (count: number): Promise<number> => {
      const start = performance.now()
      for (let call = 0; call < count; call += 1) await (await ask(fetch)).text()
      return performance.now() - start
    }
    await timeOf(500)
    const early = await timeOf(500)
    await timeOf(1500)
    const late = await timeOf(500)
    // It was 5 times as much.
    expect(late).toBeLessThan(3 * early + 200)
  }
})
