import { type ChatCompletionChunk, ChatCompletionError, ProviderError } from '@chat-completion/core'
import { readChatCompletionStream, toChunks } from '@chat-completion/stream'
import { parseChatCompletion } from '@chat-completion/validators'
import { describe, expect, test, vi } from 'vitest'
import { body, completion, post, streamed } from '../../test/requests.ts'
import { type AnswerFunction, createHandler, type HandlerOptions, isSameSecret } from '../index.ts'

/** How a handler answers, as a client reads it. */
async function ask(answer: AnswerFunction, request: Request, options: HandlerOptions = {}) {
  const response = await createHandler(answer, { onError() {}, ...options })(request)
  const text = await response.text()
  return { response, text, json: () => JSON.parse(text) }
}

async function* later<Item>(...items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    yield item
  }
}

const answers: { name: string; answer: AnswerFunction; hasUsage: boolean }[] = [
  { name: 'a completion', answer: () => completion, hasUsage: true },
  { name: 'the promise of one', answer: async () => completion, hasUsage: true },
  { name: 'text', answer: () => 'Paris', hasUsage: false },
  { name: 'texts', answer: () => ['Par', 'is'], hasUsage: false },
  { name: 'texts as they come', answer: () => later('Par', 'is'), hasUsage: false },
  { name: 'chunks', answer: () => toChunks(completion), hasUsage: true },
  { name: 'chunks as they come', answer: () => later(...toChunks(completion)), hasUsage: true },
  { name: 'a completion as it comes', answer: () => later(completion), hasUsage: true },
]

describe.each(answers)('$name', ({ answer, hasUsage }) => {
  test('is a completion for a client that wants it whole', async () => {
    const { response, json } = await ask(answer, post(body))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    const value = parseChatCompletion(json(), { mode: 'strict' })
    expect(value).toMatchObject({ model: 'm', choices: [{ message: { content: 'Paris' }, finishReason: 'stop' }] })
    expect(value.usage?.totalTokens).toBe(hasUsage ? 12 : undefined)
  })

  test('is a stream for a client that wants one, with the usage it asks for', async () => {
    const request = post({ ...streamed, stream_options: { include_usage: true } })
    const { text } = await ask(answer, request)
    const { status, completion, repairs } = await readChatCompletionStream(new Response(text), {
      mode: 'strict',
    }).result()
    expect({ status, repairs }).toEqual({ status: 'complete', repairs: [] })
    expect(completion.choices[0]?.message.content).toBe('Paris')
    expect(completion.usage?.totalTokens).toBe(hasUsage ? 12 : undefined)
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  })

  test('is a stream without the usage that nobody asked for', async () => {
    const { text } = await ask(answer, post(streamed))
    expect(text).not.toContain('usage')
    expect(text).not.toContain('"choices":[]')
  })
})

test('a usage of null is not sent, even where the usage is asked for', async () => {
  const chunks = toChunks(completion).map((chunk) => ({ usage: null, ...chunk }))
  const { text } = await ask(() => chunks, post({ ...streamed, stream_options: { include_usage: true } }))
  expect(text.match(/"usage":/g)).toHaveLength(1)
})

test('a whole answer has the key without which `@openrouter/sdk` rejects it', async () => {
  expect((await ask(() => 'Paris', post(body))).json().system_fingerprint).toBe(null)
  const known = { ...completion, systemFingerprint: 'fp' }
  expect((await ask(() => known, post(body))).json().system_fingerprint).toBe('fp')
})

test('an empty iterable is an answer without a word', async () => {
  expect((await ask(() => [], post(body))).json().choices[0]).toMatchObject({
    message: { content: '' },
    finish_reason: 'stop',
  })
  expect((await ask(() => [], post(streamed))).text).toContain('"finish_reason":"stop"')
})

test('text after chunks that have finished adds no second end', async () => {
  const { text } = await ask(() => ['Par', ...toChunks(completion)], post(streamed))
  expect(text.match(/"finish_reason":"stop"/g)).toHaveLength(1)
})

test('the parameters are the checked request, in camelCase, unknown keys as they were', async () => {
  const answer = vi.fn<AnswerFunction>(() => 'Paris')
  await ask(answer, post({ ...body, max_tokens: 9, safe_prompt: true }))
  expect(answer.mock.calls[0]?.[0]).toEqual({ ...body, maxTokens: 9, safe_prompt: true })
})

test('the context has the request, its id, the bindings, and waitUntil', async () => {
  const waitUntil = vi.fn()
  const handler = createHandler<{ KEY: string }>((_, { env, requestId, request, waitUntil }) => {
    waitUntil(Promise.resolve())
    return `${env.KEY} ${requestId} ${request.headers.get('x-request-id')}`
  })
  const response = await handler(post(body, { headers: { 'x-request-id': 'mine-1' } }), {
    env: { KEY: 'k' },
    waitUntil,
  })
  expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'k mine-1 mine-1' } }] })
  expect(response.headers.get('x-request-id')).toBe('mine-1')
  expect(waitUntil).toHaveBeenCalledOnce()
})

test.each([
  { name: 'none', id: undefined },
  { name: 'one that is too long', id: 'x'.repeat(200) },
  { name: 'one that a log would stumble over', id: 'a b' },
])('given $name, the request gets an id of its own', async ({ id }) => {
  const { response } = await ask(() => 'Paris', post(body, { headers: id ? { 'x-request-id': id } : {} }))
  expect(response.headers.get('x-request-id')).toMatch(/^req_[\da-f]{32}$/)
})

test('a stream has the headers that keep proxies from holding it back', async () => {
  const { response } = await ask(() => 'Paris', post(streamed))
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'content-encoding': 'identity',
    'x-accel-buffering': 'no',
  })
})

test('a body of no type is refused: a web page can send it to a server on its visitor’s machine', async () => {
  const request = new Request('http://localhost/v1/chat/completions', { method: 'POST', body: new Blob(['{}']) })
  expect((await ask(() => 'Paris', request)).response.status).toBe(415)
})

describe('a request that cannot be answered', () => {
  const url = 'http://localhost'
  test.each([
    { name: 'another path', request: new Request(`${url}/v1/nothing`), status: 404, error: { code: 'unknown_url' } },
    { name: 'a path without its base', request: new Request(`${url}/chat/completions`), status: 404, error: {} },
    { name: 'GET', request: new Request(`${url}/v1/chat/completions`), status: 405, error: {} },
    {
      name: 'POST to the models',
      request: new Request(`${url}/v1/models`, { method: 'POST' }),
      status: 405,
      error: {},
    },
    {
      name: 'OPTIONS without CORS',
      request: new Request(`${url}/v1/models`, { method: 'OPTIONS' }),
      status: 405,
      error: {},
    },
    {
      name: 'another type',
      request: post(body, { headers: { 'content-type': 'text/plain' } }),
      status: 415,
      error: {},
    },
    { name: 'a packed body', request: post(body, { headers: { 'content-encoding': 'gzip' } }), status: 415, error: {} },
    { name: 'an announced size over the limit', request: post(' '.repeat(600)), status: 413, error: {} },
    {
      name: 'a size over the limit that nobody announced',
      request: post('', { body: new Blob([' '.repeat(600)]).stream(), duplex: 'half' } as RequestInit),
      status: 413,
      error: {},
    },
    {
      name: 'a body that breaks off',
      request: post('', {
        body: new ReadableStream({ pull: () => Promise.reject(new Error('gone')) }),
        duplex: 'half',
      } as RequestInit),
      status: 400,
      error: { message: 'Cannot read the body: it broke off' },
    },
    {
      name: 'no body',
      request: post(''),
      status: 400,
      error: { message: 'Cannot read the body as JSON: it is empty' },
    },
    {
      name: 'no JSON',
      request: post('{oops'),
      status: 400,
      error: { message: 'Cannot read the body as JSON: it starts with "{oops"' },
    },
    { name: 'JSON that is no object', request: post('[]'), status: 400, error: {} },
    {
      name: 'a missing parameter',
      request: post({ model: 'm' }),
      status: 400,
      error: { param: 'messages', code: 'missing_required_parameter' },
    },
    {
      name: 'a wrong type',
      request: post({ ...body, temperature: 'hot' }),
      status: 400,
      error: { param: 'temperature', code: 'invalid_type' },
    },
    {
      name: 'a wrong type below',
      request: post({ ...body, messages: [{ role: 'user', content: 3 }] }),
      status: 400,
      error: { param: 'messages[0].content', code: 'invalid_type' },
    },
  ])('$name: $status', async ({ request, status, error }) => {
    const { response, json } = await ask(() => 'Paris', request, { maxBodySize: 500 })
    expect(response.status).toBe(status)
    expect(json().error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String), ...error })
    expect(Object.keys(json().error)).toEqual(['message', 'type', 'param', 'code'])
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
  })

  test('in strict mode, an unknown parameter', async () => {
    const { response, json } = await ask(() => 'Paris', post({ ...body, top_q: 1 }), { mode: 'strict' })
    expect([response.status, json().error.param, json().error.code]).toEqual([400, 'top_q', 'unknown_parameter'])
  })

  test('405 says what is allowed', async () => {
    const { response } = await ask(() => 'Paris', new Request(`${url}/v1/chat/completions`))
    expect(response.headers.get('allow')).toBe('POST')
  })
})

describe('authorize', () => {
  const authorize = (key: string | undefined): boolean => isSameSecret(key, 'right')
  test.each([
    { name: 'no key', headers: {}, status: 401 },
    { name: 'a wrong key', headers: { authorization: 'Bearer wrong' }, status: 401 },
    { name: 'another scheme', headers: { authorization: 'Basic right' }, status: 401 },
    { name: 'the right key', headers: { authorization: 'Bearer right' }, status: 200 },
    { name: 'the right key, in small letters', headers: { authorization: 'bearer right' }, status: 200 },
  ])('given $name: $status', async ({ headers, status }) => {
    const { response, text } = await ask(() => 'Paris', post(body, { headers }), { authorize })
    expect(response.status).toBe(status)
    if (status === 401) {
      expect(JSON.parse(text).error.code).toBe('invalid_api_key')
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(text).not.toContain('wrong')
    }
  })

  test.each([
    { received: 'a', expected: 'a', is: true },
    { received: 'a', expected: 'b', is: false },
    { received: 'a', expected: 'aa', is: false },
    { received: 'aa', expected: 'a', is: false },
    { received: 'ä', expected: 'a', is: false },
    { received: '', expected: '', is: false },
    { received: 'undefined', expected: undefined, is: false },
    { received: undefined, expected: undefined, is: false },
  ])('isSameSecret($received, $expected) is $is', ({ received, expected, is }) => {
    expect(isSameSecret(received, expected)).toBe(is)
  })
})

describe('an answer that fails', () => {
  const failing: { name: string; error: unknown; status: number; told: object; event: object }[] = [
    {
      name: 'as its author says',
      error: new ProviderError('Slow down', { status: 429, providerCode: 'slow', retryAfter: 1.2 }),
      status: 429,
      told: { message: 'Slow down', type: 'rate_limit_error', param: null, code: 'slow' },
      event: { message: 'Slow down', code: 429 },
    },
    {
      name: 'as a provider says, by code alone',
      error: new ProviderError('No credits', { providerCode: 402, metadata: { a: 1 } }),
      status: 402,
      told: { message: 'No credits', code: 402, metadata: { a: 1 } },
      event: { message: 'No credits', code: 402 },
    },
    {
      name: 'at a provider without a status',
      error: new ProviderError('Oops'),
      status: 502,
      told: { message: 'Oops', type: 'server_error', code: null },
      event: { message: 'Oops', code: 502 },
    },
    {
      name: 'late',
      error: new ChatCompletionError('timeout', 'Too late'),
      status: 504,
      told: { message: 'Too late', code: 'timeout' },
      event: { message: 'Too late', code: 504 },
    },
    {
      name: 'for want of a connection',
      error: new ChatCompletionError('connection', 'Cannot reach it'),
      status: 502,
      told: { message: 'Cannot reach it', code: 'connection' },
      event: { code: 502 },
    },
    {
      name: 'for a reason that is nobody’s business',
      error: new Error('The password is 123'),
      status: 500,
      told: { message: 'The server failed to answer the request', type: 'server_error', code: null },
      event: { message: 'The server failed to answer the request', code: 500 },
    },
  ]

  describe.each(failing)('$name', ({ error, status, told, event }) => {
    const fail: AnswerFunction = () => {
      throw error
    }
    const failAtFirst: AnswerFunction = () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
    })
    const failLater: AnswerFunction = async function* () {
      yield 'Par'
      throw error
    }

    test.each([
      { name: 'at once, whole', answer: fail, wanted: body },
      { name: 'at once, streamed', answer: fail, wanted: streamed },
      { name: 'before the first part, whole', answer: failAtFirst, wanted: body },
      { name: 'before the first part, streamed', answer: failAtFirst, wanted: streamed },
      { name: 'after the first part, whole', answer: failLater, wanted: body },
    ])('$name: it is the status and the envelope', async ({ answer, wanted }) => {
      const onError = vi.fn()
      const { response, json } = await ask(answer, post(wanted), { onError })
      expect(response.status).toBe(status)
      expect(json().error).toMatchObject(told)
      expect(onError.mock.calls.map(([each]) => each)).toEqual([error])
    })

    test('after the first part, streamed: it is the last event', async () => {
      const onError = vi.fn()
      const { response, text } = await ask(failLater, post(streamed), { onError })
      expect(response.status).toBe(200)
      const events = text.trim().split('\n\n')
      expect(events.at(-1)).toBe('data: [DONE]')
      expect(JSON.parse(String(events.at(-2)).slice(6))).toMatchObject({
        object: 'chat.completion.chunk',
        choices: [{ index: 0, finish_reason: 'error' }],
        error: event,
      })
      expect(onError).toHaveBeenCalledOnce()
      const result = await readChatCompletionStream(new Response(text)).result()
      expect(result).toMatchObject({ status: 'failed', completion: { choices: [{ message: { content: 'Par' } }] } })
    })
  })

  test('the time to wait is a header, in whole seconds', async () => {
    const fail = () => Promise.reject(new ProviderError('Slow down', { status: 429, retryAfter: 1.2 }))
    expect((await ask(fail, post(body))).response.headers.get('retry-after')).toBe('2')
  })

  test('unforeseen errors are logged where nobody asks for them', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const error = new Error('Oops')
    await createHandler(() => Promise.reject(error))(post(body))
    await createHandler(() => Promise.reject(new ProviderError('Oops', { status: 404 })))(post(body))
    expect(log.mock.calls.map(([each]) => each)).toEqual([error])
    log.mockRestore()
  })

  test('a log that fails does no harm', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const onError = () => {
      throw new Error('No disk')
    }
    expect((await ask(() => Promise.reject(new Error('Oops')), post(body), { onError })).response.status).toBe(500)
    log.mockRestore()
  })

  test('chunks without an end are no answer', async () => {
    const chunks: ChatCompletionChunk[] = toChunks(completion).slice(0, 2)
    expect((await ask(() => chunks, post(body))).response.status).toBe(502)
  })
})

describe('while nothing comes', () => {
  test('comments keep the connection alive, before the first part and between two', async () => {
    const slow: AnswerFunction = async function* () {
      await new Promise((resolve) => setTimeout(resolve, 60))
      yield 'Par'
      await new Promise((resolve) => setTimeout(resolve, 60))
      yield 'is'
    }
    const { text } = await ask(slow, post(streamed), { keepAlive: 20 })
    const [before, between] = text.split('Par')
    expect(before).toMatch(/^(?:: keep-alive\n\n)+data: /)
    expect(between).toContain(': keep-alive\n\n')
  })

  test('an error that comes after a comment is an event', async () => {
    const slow: AnswerFunction = async () => {
      await new Promise((resolve) => setTimeout(resolve, 40))
      throw new ProviderError('Too much', { status: 429 })
    }
    const { response, text } = await ask(slow, post(streamed), { keepAlive: 10 })
    expect(response.status).toBe(200)
    expect(text).toContain('"error":{"code":429,"message":"Too much"')
  })

  test.each([0, -1, Number.NaN])('keepAlive %s sends none', async (keepAlive) => {
    const answer = () => new Promise<string>((resolve) => setTimeout(resolve, 30, 'Paris'))
    expect((await ask(answer, post(streamed), { keepAlive })).text).not.toContain('keep-alive')
  })

  test('a reader that does not read gets no pile of comments', async () => {
    const answer = () => new Promise<string>((resolve) => setTimeout(resolve, 100, 'Paris'))
    const response = await createHandler(answer, { keepAlive: 10 })(post(streamed))
    await new Promise((resolve) => setTimeout(resolve, 80))
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toBe(': keep-alive\n\n')
  })
})

describe('a client that leaves', () => {
  function watched() {
    const seen = { parts: 0, isAborted: false, isReturned: false }
    const answer: AnswerFunction = async function* (_, { signal }) {
      signal.addEventListener('abort', () => {
        seen.isAborted = true
      })
      try {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 5))
          seen.parts += 1
          yield 'x'
        }
      } finally {
        seen.isReturned = true
      }
    }
    return { seen, answer }
  }
  const soon = () => new Promise((resolve) => setTimeout(resolve, 30))

  test('cancels the stream: the signal is aborted, the generator returns', async () => {
    const { seen, answer } = watched()
    const reader = (await createHandler(answer)(post(streamed))).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await soon()
    expect(seen).toMatchObject({ isAborted: true, isReturned: true })
  })

  test.each([
    { name: 'streamed', wanted: streamed },
    { name: 'whole', wanted: body },
  ])('aborts the request, $name: the signal is aborted, the generator returns', async ({ wanted }) => {
    const { seen, answer } = watched()
    const leaving = new AbortController()
    const onError = vi.fn()
    const response = createHandler(answer, { onError })(post(wanted, { signal: leaving.signal }))
    setTimeout(() => leaving.abort(), 20)
    await (await response).text()
    await soon()
    expect(seen).toMatchObject({ isAborted: true, isReturned: true })
    expect(onError).not.toHaveBeenCalled()
  })

  test('no more than one part is asked for ahead of the reader', async () => {
    const { seen, answer } = watched()
    const reader = (await createHandler(answer)(post(streamed))).body?.getReader()
    await reader?.read()
    await soon()
    expect(seen.parts).toBe(2)
    await reader?.cancel()
  })

  test('a reader that asks ahead gets the end once, also where the end comes a turn after the last part', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const response = await createHandler(async function* () {
      yield 'Par'
      yield 'is'
    })(post(streamed))
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const results = await Promise.all(Array.from({ length: 8 }, () => reader.read()))
    await new Promise((resolve) => setTimeout(resolve))
    expect(results.at(-1)?.done).toBe(true)
    expect(unhandled).not.toHaveBeenCalled()
    process.off('unhandledRejection', unhandled)
  })

  test('one that has read all leaves nothing behind', async () => {
    const closing = new AbortController()
    const added = vi.spyOn(closing.signal, 'addEventListener')
    const removed = vi.spyOn(closing.signal, 'removeEventListener')
    const handler = createHandler(() => later('Par', 'is'))
    await (await handler(post(streamed), { closing: closing.signal })).text()
    await (await handler(post(body), { closing: closing.signal })).text()
    expect(added).toHaveBeenCalledTimes(2)
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener))
  })
})

describe('a server that closes', () => {
  const endless: AnswerFunction = async function* () {
    for (;;) {
      yield 'x'
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  test('ends a stream with an event that says so', async () => {
    const closing = new AbortController()
    const response = await createHandler(endless)(post(streamed), { closing: closing.signal })
    setTimeout(() => closing.abort(), 20)
    const text = await response.text()
    expect(text).toContain('"error":{"code":503,"message":"Cannot answer: the server is shutting down"')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  })

  test('ends a stream that its client does not read just then', async () => {
    const closing = new AbortController()
    const texts = () => Array.from({ length: 10_000 }, () => 'text')
    const response = await createHandler(texts)(post(streamed), { closing: closing.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    closing.abort()
    let rest = ''
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
      rest += new TextDecoder().decode(next.value)
    expect(rest).toMatch(/"error":\{"code":503.*data: \[DONE\]\n\n$/s)
  })

  test('refuses an answer that is awaited', async () => {
    const closing = new AbortController()
    const response = createHandler(endless)(post(body), { closing: closing.signal })
    setTimeout(() => closing.abort(), 20)
    expect((await response).status).toBe(503)
  })
})

describe('a response in place of an answer', () => {
  const response = () =>
    new Response('data: {"upstream":1}\n\n', {
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'x-own': '1' },
    })

  test.each([
    { name: 'streamed', wanted: streamed },
    { name: 'whole', wanted: body },
  ])('is sent as it is, $name', async ({ wanted }) => {
    const given = await ask(response, post(wanted))
    expect(given.text).toBe('data: {"upstream":1}\n\n')
    expect(given.response.headers.get('x-own')).toBe('1')
    expect(given.response.headers.get('x-accel-buffering')).toBe('no')
    expect(given.response.headers.get('x-request-id')).toMatch(/^req_/)
  })

  test('says nothing of how it was packed: whoever has fetched it has unpacked it', async () => {
    const packed = { 'content-encoding': 'gzip', 'content-length': '7', vary: 'accept-encoding' }
    const cors = { origin: 'https://a.example' }
    const { response } = await ask(() => new Response('No', { status: 418, headers: packed }), post(body), { cors })
    expect(response.headers.get('content-encoding')).toBe(null)
    expect(response.headers.get('content-length')).toBe(null)
    expect(response.headers.get('vary')).toContain('accept-encoding')
  })

  test.each([
    { name: 'before it comes', delay: 40, leave: 10 },
    { name: 'while it says nothing', delay: 0, leave: 30 },
  ])('is cancelled when the client leaves $name', async ({ delay, leave }) => {
    const cancel = vi.fn()
    const silent = new Response(new ReadableStream({ cancel }), { headers: { 'content-type': 'text/event-stream' } })
    const leaving = new AbortController()
    const answer = () => new Promise<Response>((resolve) => setTimeout(resolve, delay, silent))
    setTimeout(() => leaving.abort(), leave)
    const response = await createHandler(answer)(post(streamed, { signal: leaving.signal }))
    await response.text()
    await vi.waitFor(() => expect(cancel).toHaveBeenCalled())
  })

  test('keeps its status', async () => {
    const { response } = await ask(() => new Response('No', { status: 418 }), post(streamed))
    expect(response.status).toBe(418)
  })

  const late = (make: () => Response) => () =>
    new Promise<Response>((resolve) => {
      setTimeout(() => resolve(make()), 40)
    })

  test('that comes after a comment goes on in the stream', async () => {
    const { text } = await ask(late(response), post(streamed), { keepAlive: 10 })
    expect(text).toMatch(/^(?:: keep-alive\n\n)+data: \{"upstream":1\}\n\n$/)
  })

  test('that comes after a comment and has failed is an event', async () => {
    const refusal = () => Response.json({ error: { message: 'Too much' } }, { status: 429 })
    const { text } = await ask(late(refusal), post(streamed), { keepAlive: 10 })
    expect(text).toContain('"error":{"code":429,"message":"Too much"')
  })

  test('that comes after a comment and is whole is made a stream', async () => {
    const { text } = await ask(
      late(() => Response.json(completion)),
      post(streamed),
      { keepAlive: 10 },
    )
    expect((await readChatCompletionStream(new Response(text)).result()).status).toBe('complete')
  })
})

describe('what the user has handed in may fail', () => {
  const no = () => {
    throw new Error('No')
  }
  test.each<{ name: string; answer: AnswerFunction; options: HandlerOptions }>([
    { name: 'an error that JSON cannot hold', answer: () => Promise.reject(cyclic()), options: {} },
    { name: 'a function for CORS', answer: () => 'Paris', options: { cors: { origin: no } } },
    { name: 'a function that authorizes', answer: () => 'Paris', options: { authorize: no } },
    { name: 'an answer of nothing', answer: () => null as unknown as string, options: {} },
  ])('$name: 500', async ({ answer, options }) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { response, json } = await ask(answer, post(body, { headers: { origin: 'https://page.example' } }), options)
    expect([response.status, json().error.type]).toEqual([500, 'server_error'])
    log.mockRestore()
  })

  function cyclic(): ProviderError {
    const metadata: Record<string, unknown> = {}
    metadata.self = metadata
    return new ProviderError('No', { metadata })
  }

  test('an error that JSON cannot hold ends a stream that has begun, with another', async () => {
    const answer: AnswerFunction = async function* () {
      yield 'Par'
      throw cyclic()
    }
    const { text } = await ask(answer, post(streamed))
    const result = await readChatCompletionStream(new Response(text)).result()
    expect(result).toMatchObject({
      completion: { choices: [{ message: { content: 'Par' } }] },
      error: { code: 'provider' },
    })
    expect(text).toMatch(/data: \[DONE\]\n\n$/)
  })

  test('an asynchronous log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const onError = async () => Promise.reject(new Error('No disk'))
    expect((await ask(() => Promise.reject(new Error('Oops')), post(body), { onError })).response.status).toBe(500)
    await vi.waitFor(() => expect(log.mock.calls).toEqual([[new Error('No disk')]]))
    log.mockRestore()
  })

  test('a part that is none: what came before is sent, the generator returns', async () => {
    let isReturned = false
    const answer: AnswerFunction = async function* () {
      try {
        yield 'Par'
        yield null as unknown as string
      } finally {
        isReturned = true
      }
    }
    const { text } = await ask(answer, post(streamed))
    expect(text).toMatch(/"content":"Par".*"finish_reason":"error".*\[DONE\]/s)
    expect(isReturned).toBe(true)
  })

  test('a log of nobody’s gets no request: its headers hold a key', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    await createHandler(() => Promise.reject(new Error('Oops')))(post(body))
    expect(log.mock.calls).toEqual([[new Error('Oops')]])
    log.mockRestore()
  })
})

test('what comes after a completion is part of the answer, whole or streamed', async () => {
  const answer = () => [completion, ', in France']
  expect((await ask(answer, post(body))).json().choices[0].message.content).toBe('Paris, in France')
  const { text } = await ask(answer, post(streamed))
  expect(text.match(/"id":"chatcmpl-1"/g)?.length).toBe(text.match(/"id"/g)?.length)
})

test('work of the generator itself does not hold back what there is', async () => {
  const busy: AnswerFunction = function* () {
    for (let token = 0; token < 20; token += 1) {
      const end = performance.now() + 10
      while (performance.now() < end);
      yield 'x'
    }
  }
  const reader = (await createHandler(busy)(post(streamed))).body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  expect(new TextDecoder().decode(value).match(/data:/g)?.length).toBeLessThan(5)
  await reader?.cancel()
})

describe('models', () => {
  const models = ['openai/gpt-5', { id: 'm', created: 7, ownedBy: 'me' }]
  const listed = [
    { id: 'openai/gpt-5', object: 'model', created: 0, owned_by: '' },
    { id: 'm', object: 'model', created: 7, owned_by: 'me' },
  ]
  const rows: { path: string; status: number; expected: object }[] = [
    { path: 'models', status: 200, expected: { object: 'list', data: listed } },
    { path: 'models/', status: 200, expected: { object: 'list', data: listed } },
    { path: 'models/openai/gpt-5', status: 200, expected: { ...listed[0] } },
    { path: 'models/openai%2Fgpt-5', status: 200, expected: { ...listed[0] } },
    { path: 'models/other', status: 404, expected: { error: { code: 'model_not_found', param: 'model' } } },
    { path: 'models/%', status: 404, expected: { error: { code: 'model_not_found', param: 'model' } } },
  ]
  test.each(rows)('GET $path: $status', async ({ path, status, expected }) => {
    const { response, json } = await ask(() => '', new Request(`http://localhost/v1/${path}`), { models })
    expect(response.status).toBe(status)
    expect(json()).toMatchObject(expected)
  })
})

test.each(['/api/openai', '/api/openai/'])('the base path %s', async (basePath) => {
  const options = { basePath, models: ['m'] }
  const { response } = await ask(() => '', new Request('http://localhost/api/openai/models'), options)
  expect(response.status).toBe(200)
})

describe('CORS', () => {
  const origin = 'https://page.example'
  const preflight = new Request('http://localhost/v1/chat/completions', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-headers': 'authorization, x-stainless-os' },
  })

  test('a preflight is told what it may send', async () => {
    const { response } = await ask(() => '', preflight, { cors: true, authorize: () => false })
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, x-stainless-os',
    })
  })

  test.each([
    { name: 'none by default', cors: undefined, allowed: null },
    { name: 'any', cors: true, allowed: '*' },
    { name: 'one', cors: { origin }, allowed: origin },
    { name: 'one of some', cors: { origin: ['https://a.example', origin] }, allowed: origin },
    { name: 'by a function', cors: { origin: (each: string) => each.endsWith('.example') }, allowed: origin },
    { name: 'another', cors: { origin: 'https://a.example' }, allowed: null },
  ])('$name', async ({ cors, allowed }) => {
    for (const wanted of [body, streamed, {}]) {
      const { response } = await ask(() => 'Paris', post(wanted, { headers: { origin } }), { cors })
      expect(response.headers.get('access-control-allow-origin')).toBe(allowed)
    }
  })
})
