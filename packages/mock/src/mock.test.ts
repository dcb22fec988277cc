import { ProviderError } from '@chat-completion/core'
import {
  type ChatCompletionFixture,
  chatCompletion,
  chunk,
  connectionReset,
  duplicateChunk,
  errorResponse,
  garbageEvent,
  rateLimitError,
  slowFirstToken,
  stalledStream,
  toolCallCompletion,
} from '@chat-completion/fixtures'
import { groq } from '@chat-completion/fixtures/dialects'
import { readChatCompletionStream } from '@chat-completion/stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask, body, json, question, said, url } from '../test/requests.ts'
import { type Conditions, createMock, type MockAnswerSource, type ReplyOptions } from './index.ts'

const streamed = { stream: true }
const tool = { type: 'function' as const, function: { name: 'get_weather' } }
const result = { role: 'tool' as const, tool_call_id: 'call_1', content: '18 °C' }

function answering(answer: MockAnswerSource, options?: ReplyOptions) {
  return createMock().reply(answer, options).fetch
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a rule is for requests', () => {
  const user = (content: string) => ({ role: 'user' as const, content })
  const parts = [
    { type: 'image_url' as const, image_url: { url: 'data:,' } },
    { type: 'text' as const, text: question },
  ]
  const rows: { name: string; conditions: Conditions; asked: Partial<typeof body>; isMet: boolean }[] = [
    { name: 'of any kind', conditions: {}, asked: {}, isMet: true },
    { name: 'with a text', conditions: { text: 'France' }, asked: {}, isMet: true },
    { name: 'with another text', conditions: { text: 'Spain' }, asked: {}, isMet: false },
    { name: 'with a text by expression', conditions: { text: /france/i }, asked: {}, isMet: true },
    {
      name: 'with a text in parts',
      conditions: { text: 'France' },
      asked: { messages: [{ role: 'user', content: parts }] },
      isMet: true,
    },
    {
      name: 'with a text that came before',
      conditions: { text: 'France' },
      asked: { messages: [user(question), { role: 'assistant', content: 'Paris' }, user('And of Spain?')] },
      isMet: false,
    },
    {
      name: 'with a text of the system',
      conditions: { text: 'France' },
      asked: { messages: [{ role: 'system', content: question }] },
      isMet: false,
    },
    { name: 'of a model', conditions: { model: 'm' }, asked: {}, isMet: true },
    { name: 'of a model with a longer name', conditions: { model: 'm' }, asked: { model: 'm-mini' }, isMet: false },
    { name: 'of models by expression', conditions: { model: /^m/ }, asked: { model: 'm-mini' }, isMet: true },
    { name: 'with a tool', conditions: { tool: 'get_weather' }, asked: { tools: [tool] }, isMet: true },
    { name: 'without the tool', conditions: { tool: 'get_weather' }, asked: {}, isMet: false },
    {
      name: 'with a function, as before tools',
      conditions: { tool: /weather/ },
      asked: { functions: [{ name: 'get_weather' }] },
      isMet: true,
    },
    { name: 'without results', conditions: { toolResult: false }, asked: {}, isMet: true },
    {
      name: 'with results',
      conditions: { toolResult: true },
      asked: { messages: [user(question), { role: 'assistant', content: null }, result, result] },
      isMet: true,
    },
    {
      name: 'with a result that says so',
      conditions: { toolResult: '18' },
      asked: { messages: [user(question), result, { ...result, content: 'Sunny' }] },
      isMet: true,
    },
    {
      name: 'with results of an earlier turn',
      conditions: { toolResult: true },
      asked: { messages: [user(question), result, { role: 'assistant', content: 'It is warm.' }, user('Thanks')] },
      isMet: false,
    },
    { name: 'by a function', conditions: { request: ({ n }) => n === 2 }, asked: { n: 2 }, isMet: true },
    {
      name: 'by a function that looks at the request',
      conditions: { request: (_, { headers }) => headers.has('x-own') },
      asked: {},
      isMet: false,
    },
    { name: 'by all it says', conditions: { text: 'France', model: 'n' }, asked: {}, isMet: false },
  ]
  test.each(rows)('$name: $isMet', async ({ conditions, asked, isMet }) => {
    const mock = createMock().when(conditions).reply('yes')
    expect(await said(ask(mock.fetch, asked))).toBe(isMet ? 'yes' : 'unmatched_request')
  })
})

describe('rules', () => {
  test('the first that matches answers', async () => {
    const mock = createMock()
    mock.when({ text: 'France' }).reply('Paris')
    mock.reply('else')
    expect(await said(ask(mock.fetch))).toBe('Paris')
    expect(await said(ask(mock.fetch, 'Spain?'))).toBe('else')
  })

  test('one that has answered as often as it may is passed over', async () => {
    const mock = createMock().reply('one', { times: 1 }).reply('two')
    expect(await Promise.all([1, 2, 3].map(() => said(ask(mock.fetch))))).toEqual(['one', 'two', 'two'])
  })

  test('each counts the calls that meet its other conditions, whichever answers them', async () => {
    const mock = createMock()
    mock.when({ text: 'France', call: 1 }).reply('first')
    mock.when({ text: 'France', call: 2 }).reply('second')
    mock.when({ call: 4 }).reply('fourth of all')
    mock.reply('else')
    const answers = []
    for (const text of [question, 'Spain?', question, question]) answers.push(await said(ask(mock.fetch, text)))
    expect(answers).toEqual(['first', 'else', 'second', 'fourth of all'])
  })

  test('clear() forgets what they have counted, reset() the rules', async () => {
    const mock = createMock().reply('one', { times: 1 })
    await ask(mock.fetch)
    mock.clear()
    expect(mock.requests).toEqual([])
    expect(await said(ask(mock.fetch))).toBe('one')
    mock.reset()
    expect(await said(ask(mock.fetch))).toBe('unmatched_request')
  })

  test.each<{ name: string; act: () => unknown }>([
    { name: 'call 0', act: () => createMock().when({ call: 0 }).reply('') },
    { name: 'half a time', act: () => createMock().reply('', { times: 0.5 }) },
    { name: 'no time', act: () => createMock().reply('', { times: 0 }) },
    { name: 'a latency below 0', act: () => createMock().reply('', { latency: -1 }) },
    { name: 'a latency that no timer takes', act: () => createMock({ latency: 2 ** 31 }) },
    { name: 'a latency without end', act: () => createMock().reply('', { latency: Number.POSITIVE_INFINITY }) },
    { name: 'no tokens a second', act: () => createMock({ tokensPerSecond: 0 }) },
  ])('$name is a RangeError', ({ act }) => {
    expect(act).toThrow(RangeError)
  })

  test.each<{ name: string; conditions: unknown }>([
    { name: 'a condition that there is not', conditions: { content: 'France' } },
    { name: 'an empty text', conditions: { text: '' } },
    { name: 'a text that is null', conditions: { text: null } },
    { name: 'an asynchronous function', conditions: { request: async () => false } },
  ])('$name is a TypeError', ({ conditions }) => {
    expect(() => createMock().when(conditions as Conditions)).toThrow(TypeError)
  })

  test('one may answer without end', async () => {
    const { fetch } = createMock().reply('Paris', { times: Number.POSITIVE_INFINITY })
    expect(await said(ask(fetch))).toBe('Paris')
  })

  test('the methods of a mock work taken apart', async () => {
    const { when, reply, fetch, verify, clear, reset } = createMock()
    when({ text: 'France' }).reply('Paris')
    reply('else')
    expect([await said(ask(fetch)), await said(ask(fetch, 'Spain?'))]).toEqual(['Paris', 'else'])
    verify()
    clear()
    expect(verify).toThrow('never used')
    reset()
    verify()
  })
})

describe('a request that no rule matches', () => {
  test('is refused with a status that no client tries again, and what the nearest rules lack', async () => {
    const mock = createMock()
    mock.when({ text: 'Spain', model: 'gpt-5', tool: 'get_weather' }).reply('')
    mock.when({ text: 'France', call: 2 }).reply('')
    mock
      .when({
        text: 'France',
        request: function isLong() {
          return false
        },
      })
      .reply('')
    mock.when({ model: /^gpt/ }).reply('', { name: 'of OpenAI' })
    const response = await ask(mock.fetch, { tools: [tool] })
    expect(response.status).toBe(404)
    const { error } = await json(response)
    expect(error).toMatchObject({ type: 'invalid_request_error', param: null, code: 'unmatched_request' })
    expect(error.message).toMatchInlineSnapshot(`
      "Cannot answer "The capital of France?", model "m", tools "get_weather": no rule matches
      - rule (text "France", call 2): this is call 1
      - rule (text "France", request isLong): not request isLong
      - rule (of OpenAI): not model /^gpt/"
    `)
  })

  test('is told when there are no rules', async () => {
    const { error } = await json(ask(createMock().fetch, 'x'.repeat(1000)))
    expect(error.message).toBe(`Cannot answer "${'x'.repeat(80)}…", model "m": there are no rules`)
  })

  test('gets the answer for such requests, where there is one', async () => {
    const mock = createMock({ answer: 'whatever' }).when({ text: 'France' }).reply('Paris')
    expect(await said(ask(mock.fetch, 'Spain?'))).toBe('whatever')
    expect(mock.unmatched).toEqual([])
    expect(() => mock.verify()).toThrow('never used')
  })

  test('is found by verify(), and so are rules that were not used', async () => {
    const mock = createMock()
    mock.when({ text: 'France' }).reply('Paris', { times: 2 })
    mock.when({ model: 'other' }).reply('never')
    await ask(mock.fetch)
    await ask(mock.fetch, 'Spain?')
    expect(mock.unmatched).toMatchObject([{ params: { messages: [{ content: 'Spain?' }] } }])
    expect(() => mock.verify()).toThrowErrorMatchingInlineSnapshot(`
      [Error: Cannot verify the mock:
      - no rule matched "Spain?", model "m"
      - rule (text "France"): used once of 2
      - rule (model "other"): never used]
    `)
  })

  test('a rule without a reply is found by verify(), too', () => {
    const mock = createMock()
    mock.when({ text: 'France' })
    expect(() => mock.verify()).toThrow('- rule (text "France"): no reply')
    mock.reset()
    mock.verify()
  })

  test('is told without half a character', async () => {
    const { error } = await json(ask(createMock().fetch, `${'x'.repeat(79)}👋👋`))
    expect(error.message).toContain(`${'x'.repeat(79)}…"`)
  })

  test('verify() is content where all was used', async () => {
    const mock = createMock().reply('Paris', { times: 1 })
    await ask(mock.fetch)
    mock.verify()
  })
})

test('requests are recorded, keys masked', async () => {
  const mock = createMock().when({ text: 'France' }).reply('Paris')
  const headers = { authorization: 'Bearer sk-secret', 'x-api-key': 'sk-secret', cookie: 'a=secret; b=c', 'x-own': '1' }
  await mock.fetch(`${url}?key=sk-secret&api-version=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...body, max_tokens: 9 }),
  })
  expect(mock.requests).toEqual([
    {
      params: { ...body, maxTokens: 9 },
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer ***',
        'x-api-key': '***',
        cookie: '***',
        'x-own': '1',
      },
      url: `${url}?key=***&api-version=1`,
      matched: 'text "France"',
    },
  ])
})

describe('requests are checked as in production', () => {
  test.each([
    { name: 'a wrong value', asked: { messages: 'Hi' as never }, status: 400 },
    { name: 'no JSON', init: { body: '{' }, status: 400 },
    { name: 'no type', init: { headers: { 'content-type': 'text/plain' } }, status: 415 },
    { name: 'another method', init: { method: 'PUT' }, status: 405 },
  ])('$name: $status', async ({ asked, init, status }) => {
    const mock = createMock().reply('Paris')
    expect((await ask(mock.fetch, asked, init)).status).toBe(status)
    expect(mock.requests).toEqual([])
  })

  test('a key, where they are asked for', async () => {
    const mock = createMock({ authorize: (key) => key === 'sk-right' }).reply('Paris')
    expect((await ask(mock.fetch)).status).toBe(401)
    expect((await ask(mock.fetch, {}, { headers: { authorization: 'Bearer sk-right' } })).status).toBe(200)
  })
})

describe('any base URL', () => {
  test.each([
    'https://api.openai.com/v1/chat/completions',
    'https://openrouter.ai/api/v1/chat/completions',
    'https://example.openai.azure.com/openai/deployments/m/chat/completions?api-version=2024-10-21',
    'https://router.huggingface.co/models/m/v1/chat/completions',
    'http://localhost/chat/completions/',
  ])('%s', async (input) => {
    const mock = createMock().reply('Paris')
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    expect(await said(mock.fetch(input, init))).toBe('Paris')
    expect(await said(mock.fetch(new URL(input), init))).toBe('Paris')
    expect(await said(mock.fetch(new Request(input, init)))).toBe('Paris')
  })

  test('another path is not found', async () => {
    expect((await createMock().fetch('https://api.openai.com/v1/responses', { method: 'POST' })).status).toBe(404)
  })

  test.each([
    { path: 'models', expected: { data: [{ id: 'openai/gpt-5' }] } },
    { path: 'models/openai/gpt-5', expected: { id: 'openai/gpt-5' } },
    { path: 'models/other', expected: { error: { code: 'model_not_found' } } },
  ])('GET $path', async ({ path, expected }) => {
    const mock = createMock({ models: ['openai/gpt-5'] })
    expect(await (await mock.fetch(`https://openrouter.ai/api/v1/${path}`)).json()).toMatchObject(expected)
  })
})

describe('an answer', () => {
  const completion = chatCompletion.build({ choices: [{ message: { content: 'Paris' } }] })
  const chunks = chunk.buildList(6)
  const sentence = 'The capital of France is Paris.'
  const rows: { name: string; answer: MockAnswerSource; text: string }[] = [
    { name: 'text', answer: 'Paris', text: 'Paris' },
    { name: 'a completion', answer: completion, text: 'Paris' },
    { name: 'a factory', answer: chatCompletion, text: sentence },
    { name: 'chunks', answer: [...chunks.slice(0, -1), finished(chunks.at(-1))], text: sentence },
    { name: 'a function', answer: ({ messages }) => `You said ${messages[0]?.content}`, text: `You said ${question}` },
    { name: 'a function that takes its time', answer: async () => completion, text: 'Paris' },
    { name: 'a function that gives a factory', answer: () => chatCompletion, text: sentence },
    {
      name: 'a generator',
      answer: async function* () {
        yield 'Par'
        yield 'is'
      },
      text: 'Paris',
    },
    { name: 'texts', answer: () => ['Par', 'is'], text: 'Paris' },
  ]

  function finished(last: (typeof chunks)[number] | undefined): (typeof chunks)[number] {
    return chunk.build({ ...last, choices: [{ ...last?.choices[0], finishReason: 'stop' }] })
  }

  test.each(rows)('$name, whole and streamed', async ({ answer, text }) => {
    const { fetch } = createMock().reply(answer)
    expect(await said(ask(fetch))).toBe(text)
    const { status, completion } = await readChatCompletionStream(ask(fetch, streamed)).result()
    expect([status, completion.choices[0]?.message.content]).toEqual(['complete', text])
  })

  test.each<{ name: string; answer: MockAnswerSource }>([
    { name: 'an error', answer: rateLimitError.build() },
    { name: 'a factory of errors', answer: rateLimitError },
    {
      name: 'a function that throws one of a provider',
      answer: () => {
        throw new ProviderError('No', { status: 429, providerCode: 'rate_limit_exceeded', retryAfter: 1 })
      },
    },
    {
      name: 'a response',
      answer: Response.json(errorResponse.build({ status: 429 }).body, {
        status: 429,
        headers: { 'retry-after': '1' },
      }),
    },
  ])('$name', async ({ answer }) => {
    const mock = createMock().reply(answer)
    for (const asked of [{}, streamed, streamed]) {
      const response = await ask(mock.fetch, asked)
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
      expect((await json(response)).error.code).toBe('rate_limit_exceeded')
    }
  })

  test('of a factory is the next item each time, one of text has an id of its own', async () => {
    const ids = async (answer: MockAnswerSource) => {
      const { fetch } = createMock().reply(answer)
      return [(await json(ask(fetch))).id, (await json(ask(fetch))).id]
    }
    expect(await ids(chatCompletion.seed(1))).toEqual(
      chatCompletion
        .seed(1)
        .buildList(2)
        .map(({ id }) => id),
    )
    expect(new Set(await ids('Paris')).size).toBe(2)
  })

  test('gets to know which request of its rule it answers', async () => {
    const mock = createMock().reply((_, { call }) => `call ${call}`)
    expect([await said(ask(mock.fetch)), await said(ask(mock.fetch))]).toEqual(['call 1', 'call 2'])
  })

  test.each<{ name: string; answer: MockAnswerSource; model: string }>([
    { name: 'text', answer: 'Paris', model: 'm' },
    { name: 'a factory', answer: chatCompletion, model: 'm' },
    { name: 'a completion', answer: chatCompletion.build(), model: 'm' },
    { name: 'a factory of another model', answer: chatCompletion.with({ model: 'gpt-5' }), model: 'gpt-5' },
    { name: 'a completion of another model', answer: chatCompletion.build({ model: 'gpt-5' }), model: 'gpt-5' },
  ])('names the model that was asked, unless it has its own: $name', async ({ answer, model }) => {
    const { fetch } = createMock().reply(answer)
    expect((await json(ask(fetch))).model).toBe(model)
    expect((await readChatCompletionStream(ask(fetch, streamed)).result()).completion.model).toBe(model)
  })

  test.each<{ name: string; answer: MockAnswerSource; count: number }>([
    { name: 'text', answer: 'Paris', count: 3 },
    { name: 'a completion with one choice', answer: chatCompletion, count: 3 },
    { name: 'a completion with more', answer: chatCompletion.with({ choices: [{}, {}, {}, {}] }), count: 4 },
  ])('has as many choices as were asked for: $name', async ({ answer, count }) => {
    const { fetch } = createMock().reply(answer)
    const { choices } = await json(ask(fetch, { n: 3 }))
    expect(choices.map(({ index }: { index: number }) => index)).toEqual(Array.from({ length: count }, (_, at) => at))
    const { completion } = await readChatCompletionStream(ask(fetch, { n: 3, ...streamed })).result()
    expect(completion.choices).toHaveLength(count)
  })

  test('tells the usage of a stream to those who ask', async () => {
    const fetch = answering('Paris')
    expect(await (await ask(fetch, streamed)).text()).not.toContain('usage')
    const asked = { ...streamed, stream_options: { include_usage: true } }
    expect(await (await ask(fetch, asked)).text()).toContain('"usage":{"prompt_tokens":9')
  })
})

describe('options', () => {
  test('by, lineEnd, comments and done shape a stream', async () => {
    const options: ReplyOptions = { by: 2, lineEnd: '\r\n', comments: ['hello'], done: false }
    const text = await (await ask(answering('Paris', options), streamed)).text()
    expect(text).toMatch(/^: hello\r\n\r\ndata: .*"content":"Pa"/s)
    expect(text).not.toContain('[DONE]')
  })

  test('cut says where the bytes are cut', async () => {
    const { body } = await ask(answering('Paris', { cut: 'byte' }), streamed)
    const sizes = []
    for await (const bytes of body ?? []) sizes.push(bytes.length)
    expect(new Set(sizes)).toEqual(new Set([1]))
  })

  test('status and headers are those of the response', async () => {
    const fetch = answering('Paris', { status: 201, headers: { 'x-own': '1' } })
    for (const asked of [{}, streamed]) {
      const { status, headers } = await ask(fetch, asked)
      expect([status, headers.get('x-own'), headers.get('x-request-id')]).toEqual([
        201,
        '1',
        expect.stringMatching(/^req_/),
      ])
    }
  })

  test('a dialect tells the answer, whole and streamed', async () => {
    const fetch = createMock({ dialect: groq }).reply('Paris').fetch
    expect(await json(ask(fetch))).toHaveProperty('x_groq')
    expect(await (await ask(fetch, streamed)).text()).toContain('"x_groq"')
  })

  test('those of the mock are for every rule, unless it says otherwise', async () => {
    vi.useFakeTimers()
    const mock = createMock({ latency: 1000 })
    mock.when({ text: 'quick' }).reply('now', { latency: 0 })
    mock.reply('later')
    expect(await said(ask(mock.fetch, 'quick'))).toBe('now')
    const later = said(ask(mock.fetch))
    await vi.advanceTimersByTimeAsync(999)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await later).toBe('later')
  })
})

describe('time', () => {
  /** When the pieces of a stream come, by a clock that is turned by hand. */
  async function timesOf(answer: Promise<Response>): Promise<number[]> {
    const start = Date.now()
    const times: number[] = []
    const reading = (async () => {
      const response = await answer
      times.push(Date.now() - start)
      for await (const _ of response.body ?? []) times.push(Date.now() - start)
    })()
    await vi.advanceTimersByTimeAsync(10_000)
    await reading
    return times
  }

  test('latency passes before the response', async () => {
    vi.useFakeTimers()
    const times = await timesOf(ask(answering('Paris', { latency: 300 }), streamed))
    expect(new Set(times)).toEqual(new Set([300]))
  })

  test('tokens come at their rate', async () => {
    vi.useFakeTimers()
    const times = await timesOf(ask(answering('one two three four', { tokensPerSecond: 10 }), streamed))
    // The response, the role, the words, the finish reason, [DONE].
    expect(times).toEqual([0, 0, 100, 200, 300, 400, 400, 400])
  })

  test('the rate holds, however the text is cut', async () => {
    vi.useFakeTimers()
    const options: ReplyOptions = { tokensPerSecond: 10, by: 'character' }
    expect((await timesOf(ask(answering('one two three four', options), streamed))).at(-1)).toBe(400)
  })

  test('a whole answer comes when all has been said', async () => {
    vi.useFakeTimers()
    const answer = chatCompletion.build({ usage: { completionTokens: 20 } })
    expect((await timesOf(ask(answering(answer, { tokensPerSecond: 10, latency: 500 }))))[0]).toBe(2500)
  })

  test.each([
    { name: 'before the response', options: { latency: 1000 }, isBegun: false },
    { name: 'between two pieces', options: { tokensPerSecond: 1 }, isBegun: true },
  ])('no timer is left when the client leaves $name', async ({ options, isBegun }) => {
    vi.useFakeTimers()
    const leaving = new AbortController()
    const answer = ask(answering('one two three', options), streamed, { signal: leaving.signal })
    if (isBegun) {
      const reader = (await answer).body?.getReader()
      await reader?.read()
      const reading = expect(reader?.read()).rejects.toThrow('aborted')
      await vi.advanceTimersByTimeAsync(500)
      expect(vi.getTimerCount()).toBe(1)
      leaving.abort()
      await reading
    } else {
      const asking = expect(answer).rejects.toThrow('aborted')
      await vi.advanceTimersByTimeAsync(500)
      leaving.abort()
      await asking
    }
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('faults', () => {
  test('of a stream', async () => {
    const { status, error, completion } = await readChatCompletionStream(
      ask(answering('one two three', { fault: connectionReset({ after: 3 }) }), streamed),
    ).result()
    expect([status, error?.code, completion.choices[0]?.message.content]).toEqual([
      'truncated',
      'disconnected',
      'one two',
    ])
  })

  test('of a stream, several', async () => {
    const fault = [duplicateChunk(), connectionReset({ after: 3 })]
    const { error, completion } = await readChatCompletionStream(
      ask(answering('one two three', { fault }), streamed),
    ).result()
    expect([error?.code, completion.choices[0]?.message.content]).toEqual(['disconnected', 'oneone'])
  })

  test('of a whole answer, several', async () => {
    const fault = [connectionReset({ after: 1 }), garbageEvent({ after: 5 })]
    await expect(ask(answering('Paris', { fault }))).rejects.toThrow(TypeError)
  })

  test.each<{ name: string; answer: MockAnswerSource; options?: ReplyOptions; asked: object }>([
    {
      name: 'before its first event',
      answer: 'Paris',
      options: { fault: connectionReset({ after: 0 }) },
      asked: streamed,
    },
    { name: 'of a whole answer', answer: 'Paris', options: { fault: connectionReset() }, asked: {} },
    { name: 'that is the answer', answer: Response.error(), asked: {} },
  ])('a connection that breaks rejects with a TypeError: $name', async ({ answer, options, asked }) => {
    const fetch = answering(answer, options)
    for (const _ of [1, 2]) await expect(ask(fetch, asked)).rejects.toThrow(TypeError)
  })

  test.each([{ asked: {} }, { asked: streamed }])('a stall ends when the client leaves: $asked', async ({ asked }) => {
    const signal = AbortSignal.timeout(50)
    const read = async () => (await ask(answering('Paris', { fault: stalledStream() }), asked, { signal })).text()
    await expect(read()).rejects.toBe(
      await new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason))),
    )
  })

  test('a whole answer waits where a stream would', async () => {
    vi.useFakeTimers()
    const answer = said(ask(answering('Paris', { fault: slowFirstToken({ wait: 700 }) })))
    await vi.advanceTimersByTimeAsync(699)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toBe('Paris')
  })
})

describe('a client that leaves', () => {
  const reason = new Error('Enough')

  test('before it asks is told so', async () => {
    const mock = createMock().reply('Paris')
    await expect(ask(mock.fetch, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(mock.requests).toEqual([])
  })

  test('before the response gets its reason, and the function hears of it', async () => {
    const leaving = new AbortController()
    let heard: AbortSignal | undefined
    const fetch = answering((_, { signal }) => {
      heard = signal
      return new Promise(() => {})
    })
    setTimeout(() => leaving.abort(reason), 10)
    await expect(ask(fetch, {}, { signal: leaving.signal })).rejects.toBe(reason)
    expect(heard?.aborted).toBe(true)
  })

  test('while it reads gets its reason, and the source is cancelled', async () => {
    const leaving = new AbortController()
    const cancel = vi.fn()
    const answer = () =>
      new Response(
        new ReadableStream(
          { cancel, pull: (controller) => controller.enqueue(new Uint8Array(1)) },
          { highWaterMark: 0 },
        ),
        {
          headers: { 'content-type': 'text/event-stream' },
        },
      )
    const reader = (await ask(answering(answer), streamed, { signal: leaving.signal })).body?.getReader()
    await reader?.read()
    leaving.abort(reason)
    await expect(reader?.read().then(() => reader.read())).rejects.toBe(reason)
    await vi.waitFor(() => expect(cancel).toHaveBeenCalled())
  })

  test('while it reads what a generator makes: the generator returns', async () => {
    const leaving = new AbortController()
    let isReturned = false
    const fetch = answering(async function* () {
      try {
        for (;;) {
          yield 'x'
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      } finally {
        isReturned = true
      }
    })
    const reader = (await ask(fetch, streamed, { signal: leaving.signal })).body?.getReader()
    await reader?.read()
    leaving.abort(reason)
    await vi.waitFor(() => expect(isReturned).toBe(true))
  })
})

test('an agent: a tool is called, its result answered', async () => {
  const mock = createMock()
  mock.when({ tool: 'get_weather', toolResult: false }).reply(toolCallCompletion)
  mock.when({ toolResult: '18' }).reply('It is 18 °C.')
  const first: ChatCompletionFixture = await json(ask(mock.fetch, { tools: [tool] }))
  expect(first.choices[0]).toMatchObject({ finish_reason: 'tool_calls' })
  const messages = [...body.messages, { role: 'assistant' as const, content: null }, result]
  expect(await said(ask(mock.fetch, { tools: [tool], messages }))).toBe('It is 18 °C.')
  mock.verify()
})
