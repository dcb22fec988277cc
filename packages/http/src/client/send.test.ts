import { ChatCompletionError, ProviderError } from '@chat-completion/core'
import {
  createChatCompletion,
  type Fetch,
  type NextTry,
  type ReceivedResponse,
  type RequestOptions,
  type SentRequest,
  streamChatCompletion,
} from '@chat-completion/http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answering, broken, busy, ok, params, rejection, sse, told } from '../../test/fetches.ts'

const apiKey = 'sk-or-v1-0123456789'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Lets all the time pass that it takes. */
async function passing<Value>(work: Promise<Value>): Promise<Value> {
  work.catch(() => {})
  await vi.runAllTimersAsync()
  return work
}

function create(options: RequestOptions): Promise<unknown> {
  return passing(createChatCompletion(params, { apiKey, ...options }))
}

/** Rejects as `createChatCompletion` does. */
async function stream(options: RequestOptions): Promise<unknown> {
  const result = await passing(streamChatCompletion(params, { apiKey, ...options }).result())
  if (result.status !== 'complete') throw result.error
  return result.completion
}

const both = [
  { as: 'whole', call: create, good: ok },
  { as: 'in pieces', call: stream, good: () => new Response(sse('Hello')) },
]

describe.each(both)('an answer $as: another try', ({ call, good }) => {
  test.each([408, 409, 425, 429, 500, 502, 503, 504, 520, 529])('helps after %i', async (status) => {
    const { fetch, asked } = answering(busy(status), good())
    expect(await call({ fetch })).toMatchObject({ choices: [{ message: { content: 'Hello' } }] })
    expect(asked).toHaveLength(2)
  })

  test.each([400, 401, 402, 403, 404, 413, 422, 451])('is not made after %i', async (status) => {
    const { fetch, asked } = answering(busy(status), good())
    expect(await rejection(call({ fetch }))).toMatchObject({ code: 'provider', status, retryable: false })
    expect(asked).toHaveLength(1)
  })

  test('helps where no connection came about', async () => {
    const { fetch, asked } = answering(new TypeError('fetch failed'), good())
    await call({ fetch })
    expect(asked).toHaveLength(2)
  })

  test('is made twice by default, and the last error is the one that is told', async () => {
    const { fetch, asked } = answering(busy(500), busy(502), busy(503))
    expect(await rejection(call({ fetch }))).toMatchObject({ status: 503 })
    expect(asked).toHaveLength(3)
  })

  test.each([0, 1, 4])('is made %i times where so many are allowed', async (maxRetries) => {
    const { fetch, asked } = answering(busy())
    await rejection(call({ fetch, maxRetries }))
    expect(asked).toHaveLength(maxRetries + 1)
  })

  test.each([Number.NaN, -1])('is not made where %d are allowed', async (maxRetries) => {
    const { fetch, asked } = answering(busy(), busy(), busy(), good())
    expect(await rejection(call({ fetch, maxRetries }))).toMatchObject({ status: 503 })
    expect(asked).toHaveLength(1)
  })

  test('sends the same body', async () => {
    const { fetch, asked } = answering(busy(), good())
    await call({ fetch })
    expect(asked[1]?.init.body).toBe(asked[0]?.init.body)
  })

  test.each([
    { asks: 'false', status: 500, tries: 1 },
    { asks: 'true', status: 400, tries: 2 },
  ])('is the provider’s own choice: x-should-retry: $asks after $status', async ({ asks, status, tries }) => {
    const { fetch, asked } = answering(busy(status, { 'x-should-retry': asks }), good())
    await call({ fetch }).catch(() => {})
    expect(asked).toHaveLength(tries)
  })

  test('is made after a refusal whose body breaks: the status tells enough', async () => {
    const { fetch, asked } = answering(broken('{"error":', { status: 503 }))
    expect(await rejection(call({ fetch }))).toMatchObject({ code: 'provider', status: 503, retryable: true })
    expect(asked).toHaveLength(3)
  })
})

describe.each(both)('an answer $as that has begun is never asked for again:', ({ call }) => {
  test.each<{ name: string; answer: () => Response; code: string }>([
    { name: 'it breaks', answer: () => broken(sse('Hello').slice(0, 50)), code: 'disconnected' },
    {
      name: 'it is an error that may pass',
      answer: () => Response.json({ error: { message: 'Overloaded', code: 503 } }),
      code: 'provider',
    },
    { name: 'it is a page', answer: () => page('<html>'), code: 'provider' },
  ])('$name', async ({ answer, code }) => {
    const { fetch, asked } = answering(answer)
    expect(await rejection(call({ fetch }))).toMatchObject({ code })
    expect(asked).toHaveLength(1)
  })
})

function page(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'Text/HTML; charset=utf-8', 'x-request-id': 'r1' } })
}

describe('the wait before another try', () => {
  async function delays(options: RequestOptions, ...answers: Response[]): Promise<number[]> {
    const waits: number[] = []
    await create({ ...options, ...answering(...answers), onTryAgain: ({ delay }) => waits.push(delay) }).catch(() => {})
    return waits
  }

  test.each([
    { name: 'Retry-After in seconds', headers: { 'retry-after': '7' }, delay: 7000 },
    { name: 'a fraction of a second', headers: { 'retry-after': '0.25' }, delay: 250 },
    { name: 'no wait at all', headers: { 'retry-after': '0' }, delay: 0 },
    { name: 'milliseconds, which are finer', headers: { 'retry-after': '7', 'retry-after-ms': '6100' }, delay: 6100 },
    { name: 'garbage beside seconds', headers: { 'retry-after': '7', 'retry-after-ms': 'soon' }, delay: 7000 },
    { name: 'the longest', headers: { 'retry-after': '60' }, delay: 60_000 },
  ])('is $name, where the provider asks for it', async ({ headers, delay }) => {
    expect(await delays({}, new Response('', { status: 429, headers }), ok())).toEqual([delay])
  })

  test('is as long as the HTTP date says', async () => {
    vi.setSystemTime('2026-01-01T00:00:00.000Z')
    const headers = { 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }
    expect(await delays({}, new Response('', { status: 429, headers }), ok())).toEqual([20_000])
  })

  test('beyond a minute, the error comes at once and tells it', async () => {
    const { fetch, asked } = answering(busy(429, { 'retry-after': '61' }))
    const start = Date.now()
    expect(await rejection(create({ fetch }))).toMatchObject({ status: 429, retryAfter: 61, retryable: true })
    expect(asked).toHaveLength(1)
    expect(Date.now()).toBe(start)
  })

  test('beyond what is left of the call, the error comes at once', async () => {
    const { fetch, asked } = answering(busy(429, { 'retry-after': '20' }))
    expect(await rejection(create({ fetch, timeout: 10_000 }))).toMatchObject({ status: 429 })
    expect(asked).toHaveLength(1)
  })

  test.each([
    { name: 'nothing', headers: {} },
    { name: 'an empty header', headers: { 'retry-after': '' } },
    { name: 'garbage', headers: { 'retry-after': 'soon' } },
    { name: 'a negative number', headers: { 'retry-after': '-5' } },
    { name: 'a date that has passed', headers: { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' } },
    { name: 'what is no number', headers: { 'retry-after': 'Infinity' } },
  ])('given $name, doubles, and is drawn from its upper half', async ({ headers }) => {
    const refusal = new Response('', { status: 500, headers })
    for (const draw of [0, 0.5, 0.999]) {
      vi.spyOn(Math, 'random').mockReturnValue(draw)
      const part = 0.5 + draw / 2
      expect(await delays({ maxRetries: 6 }, refusal)).toEqual(
        [500, 1000, 2000, 4000, 8000, 8000].map((longest) => longest * part),
      )
    }
    vi.restoreAllMocks()
  })

  test('nobody is asked earlier', async () => {
    const { fetch, asked } = answering(busy(429, { 'retry-after': '7' }), ok())
    const answer = createChatCompletion(params, { apiKey, fetch })
    await vi.advanceTimersByTimeAsync(6999)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toHaveLength(2)
    await answer
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the error where no connection came about', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  test.each<{ name: string; thrown: Error; message: string }>([
    {
      name: 'Node’s',
      thrown: new TypeError('fetch failed', { cause: refused }),
      message: 'Cannot reach OpenRouter: ECONNREFUSED',
    },
    { name: 'Bun’s', thrown: refused, message: 'Cannot reach OpenRouter: ECONNREFUSED' },
    { name: 'a browser’s', thrown: new TypeError('Failed to fetch'), message: 'Cannot reach OpenRouter' },
  ])('names the code and keeps the cause: $name', async ({ thrown, message }) => {
    const { fetch } = answering(thrown)
    const error = await rejection(create({ fetch, maxRetries: 0 }))
    expect(error).toBeInstanceOf(ChatCompletionError)
    expect(error).toMatchObject({ code: 'connection', message, cause: thrown })
  })

  test.each([null, undefined, 'no', 7])('is typed when %j is thrown', async (thrown) => {
    const fetch = () => Promise.reject(thrown)
    expect(await rejection(create({ fetch, maxRetries: 0 }))).toMatchObject({ code: 'connection' })
  })

  test('is typed when fetch throws at once, and when there is none', async () => {
    const fetch = (): never => {
      throw new TypeError('Illegal invocation')
    }
    expect(await rejection(create({ fetch, maxRetries: 0 }))).toMatchObject({ code: 'connection' })
  })

  test('an AbortError of fetch’s own is not the caller’s abort', async () => {
    const { fetch } = answering(new DOMException('Gone', 'AbortError'))
    expect(await rejection(create({ fetch, maxRetries: 0 }))).toMatchObject({ code: 'connection' })
  })
})

describe('a page where an answer should be', () => {
  test.each(both)('is a ProviderError, $as', async ({ call }) => {
    const { fetch } = answering(page('\n<!doctype html><title>Sign in</title>'))
    const error = await rejection(call({ fetch }))
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({
      message: 'Cannot read the answer: it is a page, it starts with "<!doctype html><title>Sign in</title>"',
      status: 200,
      requestId: 'r1',
      retryable: false,
      body: '\n<!doctype html><title>Sign in</title>',
    })
  })
})

test('fetch is called as a function, not as a method of the options', async () => {
  const receivers: unknown[] = []
  await create({
    async fetch(this: unknown) {
      receivers.push(this)
      return ok()
    },
  })
  expect(receivers).toEqual([undefined])
})

describe.each(both)('hooks, for an answer $as', ({ call, good }) => {
  test('are called in order, and told which try it is', async () => {
    const log: unknown[] = []
    const { fetch } = answering(busy(503, { 'x-request-id': 'r1' }), good)
    await call({
      fetch,
      onRequest: (sent) => log.push(['request', sent.attempt]),
      onResponse: ({ request, status, requestId }) => log.push(['response', request.attempt, status, requestId]),
      onTryAgain: ({ request, error, delay }) => log.push(['again', request.attempt, error.message, delay]),
    })
    expect(log).toEqual([
      ['request', 1],
      ['response', 1, 503, 'r1'],
      ['again', 1, 'Busy', 0],
      ['request', 2],
      ['response', 2, 200, undefined],
    ])
  })

  test('see the request but for its keys', async () => {
    const seen: SentRequest[] = []
    const { fetch } = answering(good)
    await call({
      fetch,
      provider: { name: 'Own', baseUrl: 'http://h/v1', keyHeader: 'X-Gate' },
      headers: {
        'X-Trace': 't1',
        'X-Other-Token': 'sk-other-000',
        'X-Copy': `copy ${apiKey}`,
        Cookie: 'a=sk-cookie-000',
      },
      query: { 'api-version': '1', key: 'sk-query-0000', sig: 'sk-sig-000000' },
      extraBody: { upstream: { key: apiKey } },
      onRequest: (sent) => seen.push(sent),
    })
    expect(seen).toMatchObject([
      {
        provider: 'Own',
        url: 'http://h/v1/chat/completions?api-version=1&key=***&sig=***',
        headers: { 'content-type': 'application/json', 'x-trace': 't1' },
        body: { model: 'm', messages: [{ role: 'user', content: 'Hi' }], upstream: { key: '***' } },
      },
    ])
    expect(told(seen)).not.toContain('sk-')
  })

  test('a key that is too short to be found is not among the headers either', async () => {
    const seen: SentRequest[] = []
    const { fetch } = answering(good)
    const provider = { name: 'Own', baseUrl: 'http://h/v1', keyHeader: 'X-Gate' }
    await call({ fetch, provider, apiKey: 'x1', onRequest: (sent) => seen.push(sent) })
    expect(Object.keys(seen[0]?.headers ?? {})).toEqual(['accept', 'content-type'])
  })

  test('a response that repeats the key does not show it', async () => {
    const seen: (ReceivedResponse | NextTry)[] = []
    const echo = { 'x-request-id': `r-${apiKey}`, 'x-echo': `Bearer ${apiKey}`, 'x-ratelimit-remaining-tokens': '9' }
    const { fetch } = answering(
      Response.json(
        { error: { message: `Wrong key ${apiKey}` } },
        { status: 500, headers: { 'retry-after': '0', ...echo } },
      ),
      good,
    )
    await call({ fetch, onResponse: (response) => seen.push(response), onTryAgain: (next) => seen.push(next) })
    expect(seen).toMatchObject([{ requestId: 'r-***' }, { error: { message: 'Wrong key ***' } }, {}])
    expect((seen[0] as ReceivedResponse).headers.get('x-ratelimit-remaining-tokens')).toBe('9')
    expect(told(seen)).not.toContain(apiKey)
  })
})

test('a redirect is not followed, and told: the key would go along', async () => {
  const fetch = vi.fn<Fetch>(
    async () => new Response(null, { status: 307, headers: { location: 'https://other.example/v1' } }),
  )
  const options = { apiKey: 'sk-secret', fetch }
  const refusal = {
    status: 307,
    message: 'Cannot read the answer: it leads to https://other.example/v1',
    retryable: false,
  }
  await expect(createChatCompletion({ messages: [] }, options)).rejects.toMatchObject(refusal)
  expect(fetch).toHaveBeenCalledOnce()
  expect(fetch.mock.calls[0]?.[1].redirect).toBe('manual')
})

test.each([
  { name: 'no body', response: () => new Response(null, { status: 200, headers: { 'x-request-id': 'r1' } }) },
  {
    name: 'a body of no length',
    response: () => new Response('', { headers: { 'content-length': '0', 'x-request-id': 'r1' } }),
  },
])('given $name, a success is told as empty, and not asked for again', async ({ response }) => {
  const fetch = vi.fn<Fetch>(async () => response())
  const options = { apiKey, fetch }
  const told = { status: 200, requestId: 'r1', retryable: true, message: 'Cannot read the answer: it is empty' }
  await expect(createChatCompletion({ messages: [] }, options)).rejects.toMatchObject(told)
  expect((await streamChatCompletion({ messages: [] }, options).result()).error).toMatchObject(told)
  expect(fetch).toHaveBeenCalledTimes(2)
})
