import { completionToWire, textOf } from '@chat-completion/core'
import { readChatCompletionStream, toChunks, toEventStream } from '@chat-completion/stream'
import { describe, expect, test, vi } from 'vitest'
import { body, completion, post, streamed } from '../../test/requests.ts'
import { createHandler, type Fetch, groq, mistral, type RelayOptions, relay, type Upstream } from '../index.ts'

const json = { 'content-type': 'application/json' }

/** What an upstream answers, by a name for the tests. */
const upstreams = {
  stream: () => new Response(toEventStream(toChunks(completion)), { headers: { 'content-type': 'text/event-stream' } }),
  whole: () => Response.json(completionToWire(completion)),
  busy: () => Response.json({ error: { message: 'Busy' } }, { status: 429, headers: { 'retry-after': '0' } }),
  broken: () => new Response('<html>Bad gateway', { status: 502, headers: { 'content-type': 'text/html' } }),
  unknownModel: () => Response.json({ error: { message: 'No such model' } }, { status: 404 }),
  refusal: () => Response.json({ error: { message: 'No such role', param: 'messages' } }, { status: 400 }),
  errorIn200: () => Response.json({ error: { message: 'No credits', code: 402 } }),
  errorEvent: () => events(': PROCESSING\n\n', 'data: {"error":{"message":"Overloaded","code":529}}\n\n'),
  errorChunk: () =>
    events(
      ': PROCESSING\n\n',
      'data: {"id":"1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],',
      '"error":{"message":"Down","code":503}}\n\n',
    ),
  prettyError: () => new Response('{\n  "error": {\n    "message": "No credits"\n  }\n}', { headers: json }),
  splitError: () => events('{"error":{"mess', 'age":"No credits"}}'),
  spacedError: () => events('data:  {"error":{"message":"No credits"}}\n\n'),
  linesOfError: () => events('data: {"error":\ndata: {"message":"No credits"}}\n\n'),
  namedError: () => events('event: error\r\ndata: {"message":"No credits"}\r\n\r\n'),
  ping: () => events('data: {"type":"ping"}\n\n', 'data: {"error":{"message":"No credits"}}\n\n'),
  endAlone: () => events('data: [DONE]\n\n'),
  text: () => new Response('Service busy', { headers: { 'content-type': 'text/plain' } }),
  detail: () => Response.json({ detail: 'No credits' }),
  neither: () => Response.json({ id: '1' }),
  nothing: () => events(),
  commentsAlone: () => events(': PROCESSING\n\n'),
  cut: () => broken(),
} satisfies Record<string, () => Response>

function events(...pieces: string[]): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

function broken(...pieces: string[]): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    pull(controller) {
      const piece = pieces.shift()
      if (piece === undefined) controller.error(new TypeError('socket hang up'))
      else controller.enqueue(encoder.encode(piece))
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

function upstream(answer: () => Response | Promise<Response>, options: Omit<Upstream, 'fetch'> = {}) {
  const fetch = vi.fn<Fetch>(async () => answer())
  return {
    provider: groq,
    apiKey: 'gsk-secret',
    maxRetries: 0,
    fetch,
    ...options,
    sent: () => JSON.parse(String(fetch.mock.calls[0]?.[1].body)),
  }
}

async function ask(candidates: readonly Upstream[], request: Request, options: RelayOptions = {}) {
  const response = await createHandler(relay(candidates, options), { onError() {} })(request)
  return { response, text: await response.text() }
}

describe('the answer goes through as it is', () => {
  test('streamed, byte by byte', async () => {
    const { response, text } = await ask([upstream(upstreams.stream)], post(streamed))
    expect(text).toBe(await upstreams.stream().text())
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
  })

  test('whole, with its white space', async () => {
    const json = `\n\n ${JSON.stringify(completionToWire(completion), undefined, 1)}`
    const { text } = await ask(
      [upstream(() => new Response(json, { headers: { 'content-type': 'application/json' } }))],
      post(body),
    )
    expect(text).toBe(json)
  })

  test('with the headers that concern a client, and no others', async () => {
    const headers = {
      'x-ratelimit-remaining-requests': '7',
      'set-cookie': 'a=b',
      'content-encoding': 'gzip',
      server: 'x',
    }
    const answer = () =>
      new Response(upstreams.whole().body, { headers: { ...headers, 'content-type': 'application/json' } })
    const { response } = await ask([upstream(answer)], post(body))
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('7')
    for (const name of ['set-cookie', 'content-encoding', 'server']) expect(response.headers.get(name), name).toBe(null)
  })
})

describe('the request goes through', () => {
  test('as the client sent it', async () => {
    const one = upstream(upstreams.stream)
    await ask([one], post({ ...streamed, max_tokens: 3, custom_key: [1] }))
    expect(one.sent()).toEqual({ ...streamed, max_tokens: 3, custom_key: [1] })
  })

  test('with the name the upstream has for the model', async () => {
    const one = upstream(upstreams.whole, { model: 'llama' })
    await ask([one], post(body))
    expect(one.sent()).toEqual({ ...body, model: 'llama' })
  })

  test('with the question for the usage, where the gateway counts', async () => {
    const one = upstream(upstreams.stream)
    await ask([one], post(streamed), { alwaysUsage: true })
    expect(one.sent().stream_options).toEqual({ include_usage: true })
  })

  test('with the key of the upstream, not with that of the client', async () => {
    const one = upstream(upstreams.whole)
    await ask([one], post(body, { headers: { 'content-type': 'application/json', authorization: 'Bearer mine' } }))
    expect(new Headers(one.fetch.mock.calls[0]?.[1].headers).get('authorization')).toBe('Bearer gsk-secret')
  })

  test('to upstreams that the context decides', async () => {
    const handler = createHandler<{ KEY: string }>(
      relay((_, { env }) => [upstream(upstreams.whole, { apiKey: env.KEY })]),
    )
    expect((await handler(post(body), { env: { KEY: 'k' } })).status).toBe(200)
  })
})

describe('the next upstream is asked', () => {
  test.each([
    { name: 'busy', wanted: streamed, message: 'Busy' },
    { name: 'broken', wanted: streamed, message: '<html>Bad gateway' },
    { name: 'unknownModel', wanted: streamed, message: 'No such model' },
    { name: 'errorIn200', wanted: streamed, message: 'No credits' },
    { name: 'errorIn200', wanted: body, message: 'No credits' },
    { name: 'errorEvent', wanted: streamed, message: 'Overloaded' },
    { name: 'errorChunk', wanted: streamed, message: 'Down' },
    { name: 'prettyError', wanted: streamed, message: 'No credits' },
    { name: 'splitError', wanted: streamed, message: 'No credits' },
    { name: 'spacedError', wanted: streamed, message: 'No credits' },
    { name: 'linesOfError', wanted: streamed, message: 'No credits' },
    { name: 'namedError', wanted: streamed, message: 'No credits' },
    { name: 'ping', wanted: streamed, message: 'No credits' },
    { name: 'endAlone', wanted: streamed, message: 'Cannot read the answer: it is empty' },
    {
      name: 'text',
      wanted: streamed,
      message: 'Cannot read the answer: it is not JSON, it starts with "Service busy"',
    },
    { name: 'detail', wanted: body, message: 'No credits' },
    {
      name: 'neither',
      wanted: body,
      message: 'Cannot read the completion: neither choices nor an error, received the keys id',
    },
    { name: 'nothing', wanted: streamed, message: 'Cannot read the answer: it is empty' },
    { name: 'nothing', wanted: body, message: 'Cannot read the answer: it is empty' },
    { name: 'commentsAlone', wanted: streamed, message: 'Cannot read the answer: it is empty' },
    { name: 'cut', wanted: streamed, message: 'Cannot read the answer: the connection broke' },
    { name: 'cut', wanted: body, message: 'Cannot read the answer: the connection broke' },
  ] as const)('where one gives $name (stream: $wanted.stream)', async ({ name, wanted, message }) => {
    const [first, second] = [
      upstream(upstreams[name]),
      upstream('stream' in wanted ? upstreams.stream : upstreams.whole),
    ]
    const onFallback = vi.fn()
    const { response, text } = await ask([first, second], post(wanted), { onFallback })
    expect(response.status).toBe(200)
    expect(text).toContain('Paris')
    expect(onFallback.mock.calls.map(([error, index]) => [error.message, index])).toEqual([[message, 0]])
  })

  test('where one cannot be reached', async () => {
    const first = upstream(() => Promise.reject(new TypeError('fetch failed')))
    expect((await ask([first, upstream(upstreams.whole)], post(body))).text).toContain('Paris')
  })

  test('where the first event does not come in time', async () => {
    const hanging = upstream(() => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })), {
      firstTokenTimeout: 30,
    })
    hanging.fetch.mockImplementation(async (_, { signal }) => {
      const body = new ReadableStream({
        start(controller) {
          signal?.addEventListener('abort', () => controller.error(signal.reason))
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    })
    expect((await ask([hanging, upstream(upstreams.stream)], post(streamed))).text).toContain('Paris')
  })
})

test('an event at the end counts without the blank line after it', async () => {
  const second = upstream(upstreams.stream)
  const one = upstream(() =>
    events('data: {"choices":[{"index":0,"delta":{"content":"Lyon"},"finish_reason":"stop"}]}'),
  )
  expect((await ask([one, second], post(streamed))).text).toContain('Lyon')
  expect(second.fetch).not.toHaveBeenCalled()
})

test('a completion in place of a stream is made one', async () => {
  const onResult = vi.fn()
  const { text } = await ask([upstream(upstreams.whole)], post(streamed), { onResult })
  const { status, completion } = await readChatCompletionStream(new Response(text), { mode: 'strict' }).result()
  expect([status, textOf(completion)]).toEqual(['complete', 'Paris'])
  await vi.waitFor(() => expect(onResult).toHaveBeenCalledOnce())
})

test('an upstream that says nothing at all is left behind, streamed or whole', async () => {
  const deaf = { ...upstream(upstreams.whole), fetch: () => new Promise<Response>(() => {}) }
  const [streaming, wholly] = [
    { ...deaf, firstTokenTimeout: 20 },
    { ...deaf, timeout: 20 },
  ]
  expect((await ask([streaming, upstream(upstreams.stream)], post(streamed))).text).toContain('Paris')
  expect((await ask([wholly, upstream(upstreams.whole)], post(body))).text).toContain('Paris')
})

test.each([
  { name: 'the gateway', wanted: streamed },
  { name: 'the client', wanted: { ...streamed, stream_options: { include_usage: true } } },
])('a provider that volunteers the usage is not asked for it by $name', async ({ wanted }) => {
  const one = { ...upstream(upstreams.stream), provider: mistral }
  await ask([one], post(wanted), { alwaysUsage: true })
  expect(one.sent()).toEqual(streamed)
})

test('a key that a provider rejects is the gateway’s, not the client’s', async () => {
  const reject = () => Response.json({ error: { message: 'Wrong key' } }, { status: 401 })
  expect((await ask([upstream(reject)], post(body))).response.status).toBe(502)
})

test('tries again only where there is no other upstream, unless it is told to', async () => {
  const { maxRetries: _, ...first } = upstream(upstreams.busy)
  const second = upstream(upstreams.whole)
  await ask([first, second], post(body))
  expect(first.fetch).toHaveBeenCalledOnce()
})

test('what was paid is counted, also where the client leaves before it reads', async () => {
  const onResult = vi.fn()
  const handler = createHandler(relay([upstream(upstreams.whole)], { onResult }))
  await (await handler(post(body))).body?.cancel()
  await vi.waitFor(() => expect(onResult.mock.calls[0]?.[0].result.status).toBe('complete'))
})

test('a stream that nobody has begun to read ends with its client', async () => {
  const onResult = vi.fn()
  const handler = createHandler(relay([upstream(upstreams.stream)], { onResult }))
  await (await handler(post(streamed))).body?.cancel()
  await vi.waitFor(() => expect(onResult.mock.calls[0]?.[0].result.status).toBe('truncated'))
})

test('a large completion in place of a stream is read in linear time', async () => {
  const large = {
    ...completion,
    choices: [{ ...completion.choices[0], message: { role: 'assistant', content: 'x'.repeat(4e6) } }],
  }
  const text = JSON.stringify(large)
  const pieces = Array.from({ length: Math.ceil(text.length / 16_384) }, (_, at) =>
    text.slice(at * 16_384, (at + 1) * 16_384),
  )
  const start = performance.now()
  const { text: answer } = await ask([upstream(() => events(...pieces))], post(streamed))
  expect(answer.length).toBeGreaterThan(4e6)
  expect(performance.now() - start).toBeLessThan(2_500)
})

test('an unterminated event at the end is sent with its blank line', async () => {
  const one = upstream(() => events('data: {"choices":[{"index":0,"delta":{"content":"Lyon"}}]}\n\n', 'data: [DONE]'))
  expect((await ask([one], post(streamed))).text.endsWith('data: [DONE]\n\n')).toBe(true)
})

test('a stream is told that the server closes', async () => {
  const closing = new AbortController()
  const begin = new TextEncoder().encode('data: {"choices":[{"index":0,"delta":{"content":"x"}}]}\n\n')
  const endless = new ReadableStream({ start: (controller) => controller.enqueue(begin) })
  const one = upstream(() => new Response(endless, { headers: { 'content-type': 'text/event-stream' } }))
  const response = await createHandler(relay([one]))(post(streamed), { closing: closing.signal })
  setTimeout(() => closing.abort(), 20)
  expect(await response.text()).toContain('"error":{"code":503,"message":"Cannot answer: the server is shutting down"')
})

test('what tells the client who the gateway is does not go through', async () => {
  const headers = { ...json, 'openai-organization': 'us', 'openai-model': 'm' }
  const { response } = await ask([upstream(() => new Response(upstreams.whole().body, { headers }))], post(body))
  expect([response.headers.get('openai-organization'), response.headers.get('openai-model')]).toEqual([null, 'm'])
})

test('a key that an upstream repeats is not told', async () => {
  const leak = () => Response.json({ error: { message: 'Wrong key gsk-secret' } }, { status: 401 })
  const { text } = await ask([upstream(leak)], post(body))
  expect(text).not.toContain('secret')
})

test('an upstream whose fetch hears of nothing is left behind', async () => {
  const deaf = upstream(() => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })), {
    firstTokenTimeout: 20,
  })
  expect((await ask([deaf, upstream(upstreams.stream)], post(streamed))).text).toContain('Paris')
})

describe('the next upstream is not asked', () => {
  test('where the request itself is wrong', async () => {
    const second = upstream(upstreams.whole)
    const { response, text } = await ask([upstream(upstreams.refusal), second], post(body))
    expect([response.status, JSON.parse(text).error]).toMatchObject([
      400,
      { message: 'No such role', param: 'messages' },
    ])
    expect(second.fetch).not.toHaveBeenCalled()
  })

  test('once an answer has begun: it is told as it breaks', async () => {
    const second = upstream(upstreams.stream)
    const first = upstream(() => broken('data: {"choices":[{"index":0,"delta":{"content":"Par"}}]}\n\n'))
    const response = await createHandler(relay([first, second]))(post(streamed))
    const { status, error, completion } = await readChatCompletionStream(response).result()
    expect([status, error?.message, textOf(completion)]).toEqual([
      'failed',
      'Cannot read on: the connection broke',
      'Par',
    ])
    expect(second.fetch).not.toHaveBeenCalled()
  })

  test('where there is none: the last error is the answer', async () => {
    const { response, text } = await ask([upstream(upstreams.broken), upstream(upstreams.busy)], post(streamed))
    expect([response.status, response.headers.get('retry-after'), JSON.parse(text).error.message]).toEqual([
      429,
      '0',
      'Busy',
    ])
  })

  test('where there is no upstream at all: 500', async () => {
    expect((await ask([], post(body))).response.status).toBe(500)
  })
})

describe('onResult', () => {
  test.each([
    { name: 'streamed', wanted: streamed, answer: upstreams.stream },
    { name: 'whole', wanted: body, answer: upstreams.whole },
  ])('is told what the client was sent, $name', async ({ wanted, answer }) => {
    const onResult = vi.fn<NonNullable<RelayOptions['onResult']>>()
    const one = upstream(answer)
    await ask([one], post(wanted), { onResult })
    await vi.waitFor(() => expect(onResult).toHaveBeenCalledOnce())
    const relayed = onResult.mock.calls[0]?.[0]
    expect(relayed).toMatchObject({
      provider: 'Groq',
      index: 0,
      params: { model: 'm' },
      result: { status: 'complete' },
    })
    expect(relayed && textOf(relayed.result.completion)).toBe('Paris')
    expect(relayed?.result.completion.usage?.totalTokens).toBe(12)
  })

  test('keeps the host waiting, and may fail', async () => {
    const waitUntil = vi.fn()
    const onError = vi.fn()
    const onResult = () => Promise.reject(new Error('No disk'))
    const handler = createHandler(relay([upstream(upstreams.whole)], { onResult }), { onError })
    await (await handler(post(body), { waitUntil })).text()
    await waitUntil.mock.calls[0]?.[0]
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ message: 'No disk' })
  })
})

describe('when the client leaves', () => {
  function endless() {
    const seen = { isCancelled: false, signal: undefined as AbortSignal | null | undefined }
    const one = upstream(upstreams.stream)
    one.fetch.mockImplementation(async (_, { signal }) => {
      seen.signal = signal
      const body = new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 5))
          controller.enqueue(new TextEncoder().encode('data: {"choices":[{"index":0,"delta":{"content":"x"}}]}\n\n'))
        },
        cancel() {
          seen.isCancelled = true
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    })
    return { one, seen }
  }

  test('by cancelling the body, the upstream is cancelled and aborted', async () => {
    const { one, seen } = endless()
    const reader = (await createHandler(relay([one]))(post(streamed))).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await vi.waitFor(() => expect([seen.isCancelled, seen.signal?.aborted]).toEqual([true, true]))
  })

  test('by aborting the request, the upstream is aborted, also while the body flows', async () => {
    const { one, seen } = endless()
    const leaving = new AbortController()
    const response = await createHandler(relay([one]))(post(streamed, { signal: leaving.signal }))
    await response.body?.getReader().read()
    leaving.abort()
    expect(seen.signal?.aborted).toBe(true)
  })
})
