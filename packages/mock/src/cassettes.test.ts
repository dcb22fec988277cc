import { chatCompletion, connectionReset, rateLimitError, toolCallCompletion } from '@chat-completion/fixtures'
import { readChatCompletionStream } from '@chat-completion/stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask, body, json, question, said, url } from '../test/requests.ts'
import { type Cassette, type CassetteStore, createMock, memoryStore, record, replay } from './index.ts'

const streamed = { stream: true }

afterEach(() => {
  vi.useRealTimers()
})

function cassettesIn({ cassettes }: ReturnType<typeof memoryStore>): Cassette[] {
  return Array.from(cassettes.values(), (text) => JSON.parse(text))
}

/** The pieces of a response and when they came, by a clock that is turned by hand. */
async function heard(asking: Promise<Response>): Promise<{ status: number; at: number; pieces: [number, string][] }> {
  const start = Date.now()
  const reading = (async () => {
    const { status, body } = await asking
    const at = Date.now() - start
    const pieces: [number, string][] = []
    for await (const bytes of body ?? []) pieces.push([Date.now() - start, new TextDecoder('latin1').decode(bytes)])
    return { status, at, pieces }
  })()
  await vi.advanceTimersByTimeAsync(60_000)
  return reading
}

describe('what was recorded is replayed', () => {
  test.each([
    { name: 'whole', asked: {}, answer: chatCompletion.build() },
    { name: 'streamed', asked: streamed, answer: chatCompletion.build() },
    { name: 'a call of a tool', asked: streamed, answer: toolCallCompletion.build() },
    { name: 'an error', asked: {}, answer: rateLimitError.build() },
    { name: 'cut within characters', asked: streamed, answer: 'Voilà 日本 👩‍🚀', cut: 'byte' as const },
  ])('piece by piece, at its pace: $name', async ({ asked, answer, cut }) => {
    vi.useFakeTimers()
    const mock = createMock({ latency: 300, tokensPerSecond: 8 }).reply(answer, { cut })
    const store = memoryStore()
    const recorder = record(mock.fetch, store)
    const original = await heard(ask(recorder, asked))
    await recorder.written()
    expect(await heard(ask(replay(store), asked))).toEqual(original)
    const quick = await heard(ask(replay(store, { speed: Number.POSITIVE_INFINITY }), asked))
    expect(quick.pieces).toEqual(original.pieces.map(([, text]) => [0, text]))
    const double = await heard(ask(replay(store, { speed: 2 }), asked))
    expect(double.at).toBe(original.at / 2)
  })

  test('headers too, those that concern nobody', async () => {
    const headers = { 'x-ratelimit-remaining-tokens': '7', 'openai-organization': 'org-1', 'set-cookie': 'a=b' }
    const mock = createMock().reply('Paris', { headers })
    const store = memoryStore()
    await (await ask(record(mock.fetch, store))).text()
    await vi.waitFor(() => expect(store.cassettes.size).toBe(1))
    expect(Object.fromEntries((await ask(replay(store))).headers)).toEqual({
      'content-type': 'application/json',
      'x-ratelimit-remaining-tokens': '7',
      'x-request-id': expect.any(String),
    })
  })

  test('also a connection that breaks', async () => {
    const mock = createMock().reply('one two three', { fault: connectionReset({ after: 3 }) })
    const store = memoryStore()
    const recorder = record(mock.fetch, store)
    const result = (fetch: typeof mock.fetch) => readChatCompletionStream(ask(fetch, streamed)).result()
    const original = await result(recorder)
    await recorder.written()
    const { status, error, completion } = await result(replay(store))
    expect([status, error?.code, completion]).toEqual(['truncated', 'disconnected', original.completion])
  })

  test('requests that are alike in their order, and no more of them', async () => {
    const mock = createMock().reply(rateLimitError, { times: 1 }).reply('Paris')
    const store = memoryStore()
    const recorder = record(mock.fetch, store)
    await said(ask(recorder))
    await said(ask(recorder))
    await recorder.written()
    const fetch = replay(store)
    const answers = [await said(ask(fetch)), await said(ask(fetch)), await said(ask(fetch))]
    expect(answers).toEqual(['rate_limit_exceeded', 'Paris', 'missing_cassette'])
  })

  test('with another key, at another host, whatever the order of the keys of the body', async () => {
    const store = memoryStore()
    const recorder = record(createMock().reply('Paris').fetch, store)
    await said(ask(recorder, {}, { headers: { authorization: 'Bearer sk-0123456789abcdef' } }))
    await recorder.written()
    const sent = JSON.stringify({ messages: body.messages, model: body.model })
    // A placeholder that happens to be a word of the prompt.
    const headers = { authorization: 'Bearer capital' }
    const other = (input: string | URL | Request, init?: RequestInit) =>
      replay(store)(String(input).replace('api.openai.com', 'localhost:3000'), init)
    expect(await said(ask(other, {}, { body: sent, headers }))).toBe('Paris')
  })

  test('by a name of one’s own', async () => {
    const store = memoryStore()
    const name = ({ body }: { body: string }) => `capitals/${/of (\w+)/.exec(body)?.[1]}`
    const recorder = record(createMock().reply('Paris').fetch, store, { name })
    await said(ask(recorder))
    await recorder.written()
    expect([...store.cassettes.keys()]).toEqual(['capitals/France.json'])
    expect(await said(ask(replay(store, { name })))).toBe('Paris')
  })
})

test('a cassette is for people to read', async () => {
  const store = memoryStore()
  const recorder = record(createMock().reply('Voilà', { headers: { 'x-request-id': 'r1' } }).fetch, store)
  await (await ask(recorder, streamed, { headers: { authorization: 'Bearer sk-secret' } })).text()
  await recorder.written()
  expect([...store.cassettes.keys()]).toMatchInlineSnapshot(`
    [
      "post-v1-chat-completions-0a46919b81185b.json",
    ]
  `)
  const [cassette] = cassettesIn(store)
  expect(cassette).toMatchObject({
    version: 1,
    request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: { ...body, stream: true } },
    response: { status: 200, headers: { 'content-type': 'text/event-stream', 'x-request-id': 'r1' }, end: 'close' },
  })
  const last = cassette?.response.pieces.at(-1)
  expect(last).toEqual({ wait: expect.any(Number), text: 'data: [DONE]\n\n' })
})

describe('a request that was not recorded', () => {
  test('is refused, with the name of what was looked for', async () => {
    const response = await ask(replay(memoryStore()))
    expect(response.status).toBe(404)
    expect((await json(response)).error.message).toMatchInlineSnapshot(
      `"Cannot replay POST https://api.openai.com/v1/chat/completions: there is no cassette "post-v1-chat-completions-0dd5bcbcf7ea5e.json""`,
    )
  })

  test.each([0, -1, Number.NaN])('speed %s is a RangeError', (speed) => {
    expect(() => replay(memoryStore(), { speed })).toThrow(RangeError)
  })
})

describe('recording leaves the call as it is', () => {
  const failing: CassetteStore = {
    read: () => undefined,
    write: async () => {
      throw new Error('No disk')
    },
  }

  test.each<{ name: string; store: CassetteStore; redact?: () => string }>([
    { name: 'a store', store: failing },
    {
      name: 'a store at once',
      store: {
        ...failing,
        write() {
          throw new Error('No disk')
        },
      },
    },
    {
      name: 'a redaction',
      store: memoryStore(),
      redact() {
        throw new Error('No disk')
      },
    },
  ])('where $name fails, which is reported', async ({ store, redact }) => {
    const onError = vi.fn()
    const recorder = record(createMock().reply('Paris').fetch, store, { onError, redact })
    expect(await said(ask(recorder))).toBe('Paris')
    await recorder.written()
    expect(onError.mock.calls).toEqual([[new Error('No disk')]])
  })

  test('the arguments are passed on', async () => {
    const fetch = vi.fn(createMock().reply('Paris').fetch)
    const init = { method: 'POST', body: '{}', own: 1 }
    await record(fetch, memoryStore())(url, init)
    expect(fetch.mock.lastCall).toEqual([url, init])
    expect(fetch.mock.lastCall?.[1]).toBe(init)
  })

  test.each<{ name: string; parameters: () => Parameters<typeof fetch> }>([
    { name: 'a request', parameters: () => [new Request(url, posted())] },
    { name: 'a request and more', parameters: () => [new Request(url), posted()] },
    { name: 'a URL', parameters: () => [new URL(url), posted()] },
    { name: 'bytes', parameters: () => [url, { ...posted(), body: new TextEncoder().encode(JSON.stringify(body)) }] },
    {
      name: 'a stream',
      parameters: () => [
        url,
        { ...posted(), body: new Response(JSON.stringify(body)).body, duplex: 'half' } as RequestInit,
      ],
    },
  ])('however it is asked: $name', async ({ parameters }) => {
    const store = memoryStore()
    const recorder = record(createMock().when({ text: 'France' }).reply('Paris').fetch, store)
    expect(await said(recorder(...parameters()))).toBe('Paris')
    await recorder.written()
    expect(cassettesIn(store)[0]?.request.body).toEqual(body)
    expect(await said(replay(store)(...parameters()))).toBe('Paris')
  })

  function posted(): RequestInit {
    return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  }

  test('pieces come when they are asked for, as they came', async () => {
    let made = 0
    const source = new ReadableStream(
      {
        pull(controller) {
          made += 1
          controller.enqueue(new Uint8Array(made))
        },
      },
      { highWaterMark: 0 },
    )
    const recorder = record(async () => new Response(source), memoryStore())
    const reader = (await ask(recorder)).body?.getReader()
    expect(made).toBe(0)
    expect((await reader?.read())?.value).toHaveLength(1)
    expect((await reader?.read())?.value).toHaveLength(2)
    expect(made).toBe(2)
  })

  test('whoever leaves cancels the source; what came by then is recorded', async () => {
    const cancel = vi.fn()
    const source = new ReadableStream({ cancel, pull: (controller) => controller.enqueue(new Uint8Array([104, 105])) })
    const store = memoryStore()
    const recorder = record(async () => new Response(source), store)
    const reader = (await ask(recorder)).body?.getReader()
    await reader?.read()
    await reader?.cancel('enough')
    expect(cancel).toHaveBeenCalledWith('enough')
    await recorder.written()
    expect(cassettesIn(store)[0]?.response).toMatchObject({ end: 'left', pieces: [{ text: 'hi' }] })
    await expect((await ask(replay(store))).text()).rejects.toThrow(TypeError)
  })

  test('whoever leaves after the end of a stream has read all of it', async () => {
    const store = memoryStore()
    const recorder = record(createMock().reply('Paris').fetch, store)
    const reader = (await ask(recorder, streamed)).body?.getReader()
    for (let text = ''; !text.includes('[DONE]'); ) text += new TextDecoder().decode((await reader?.read())?.value)
    await reader?.cancel()
    await recorder.written()
    expect(cassettesIn(store)[0]?.response.end).toBe('close')
  })

  test('a request that breaks off breaks nothing else', async () => {
    const onError = vi.fn()
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('No more')) })
    const recorder = record(async () => new Response('Paris'), memoryStore(), { onError })
    const init = { method: 'POST', body: broken, duplex: 'half' } as RequestInit
    expect(await (await recorder(url, init)).text()).toBe('Paris')
    await recorder.written()
    expect(onError).toHaveBeenCalledOnce()
  })

  test('a call without a response is not recorded, nor counted', async () => {
    const mock = createMock().reply(Response.error(), { times: 1 }).reply('Paris')
    const store = memoryStore()
    const recorder = record(mock.fetch, store)
    await expect(ask(recorder)).rejects.toThrow(TypeError)
    await said(ask(recorder))
    await recorder.written()
    expect(await said(ask(replay(store)))).toBe('Paris')
  })

  test('an answer without a body', async () => {
    const store = memoryStore()
    const recorder = record(async () => new Response(null, { status: 204 }), store)
    expect((await ask(recorder)).status).toBe(204)
    await recorder.written()
    expect((await ask(replay(store))).status).toBe(204)
  })
})

test('a replay ends when the client leaves', async () => {
  const store = memoryStore()
  const recorder = record(createMock({ tokensPerSecond: 50 }).reply('one two').fetch, store)
  await (await ask(recorder, streamed)).text()
  await recorder.written()
  const leaving = new AbortController()
  const reason = new Error('Enough')
  vi.useFakeTimers()
  const read = async () => (await ask(replay(store), streamed, { signal: leaving.signal })).text()
  const reading = expect(read()).rejects.toBe(reason)
  await vi.advanceTimersByTimeAsync(15)
  leaving.abort(reason)
  await reading
  expect(vi.getTimerCount()).toBe(0)
})

test('what a prompt says is stored, unless it is redacted', async () => {
  const redact = (text: string) => text.replaceAll('France', '[country]')
  const store = memoryStore()
  const recorder = record(createMock().reply('France: Paris', { by: 3, cut: 7 }).fetch, store, { redact })
  const text = await (await ask(recorder, { ...streamed, seed: 1 })).text()
  await (await ask(recorder)).text()
  await recorder.written()
  expect(text).toContain(':"Fra"')
  const [first, second] = cassettesIn(store)
  expect([first, second].map((cassette) => JSON.stringify(cassette?.request))).not.toContain('France')
  expect(JSON.stringify(second)).not.toContain('France')
  expect(await said(ask(replay(store, { redact })))).toBe('[country]: Paris')
})

test(`${question} is asked of a mock that is recorded: stores may be asynchronous`, async () => {
  const { read, write } = memoryStore()
  const store: CassetteStore = { read: async (name) => read(name), write: async (name, text) => write(name, text) }
  const recorder = record(createMock().reply('Paris').fetch, store)
  await said(ask(recorder))
  await recorder.written()
  expect(await said(ask(replay(store)))).toBe('Paris')
})
