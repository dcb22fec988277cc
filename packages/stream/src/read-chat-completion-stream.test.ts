import { ChatCompletionError, ProviderError, textOf } from '@chat-completion/core'
import { type ReadStreamOptions, readChatCompletionStream } from '@chat-completion/stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { bytesOf, chunk, collect, cut, finish, from, read, singly, sse } from '../test/streams.ts'

const hello = sse(chunk({ role: 'assistant' }), chunk({ content: 'Hel' }), chunk({ content: 'lo' }), finish, '[DONE]')
const completion = {
  id: 'c1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
}

/** A source that gives these pieces, then waits for ever; tells whether it was cancelled, and with what. */
function stuck(...pieces: string[]): { source: ReadableStream<Uint8Array>; cancelled: () => unknown[] } {
  const cancelled: unknown[] = []
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(bytesOf(piece))
    },
    cancel: (reason) => {
      cancelled.push(reason)
    },
  })
  return { source, cancelled: () => cancelled }
}

describe('takes any source', () => {
  test.each([
    { name: 'a Response', source: () => new Response(hello) },
    { name: 'a stream of bytes', source: () => new Response(hello).body as ReadableStream<Uint8Array> },
    { name: 'an async iterable of bytes', source: () => from(singly(hello)) },
    { name: 'an async iterable of text', source: () => from(hello.match(/.{1,7}/gs) ?? []) },
  ])('$name', async ({ source }) => {
    const result = await readChatCompletionStream(source()).result()
    expect(result).toMatchObject({ status: 'complete', repairs: [] })
    expect(textOf(result.completion)).toBe('Hello')
  })

  test('what is no source is a TypeError, and so is a body that is being read', () => {
    expect(() => readChatCompletionStream({} as Response)).toThrow(TypeError)
    const response = new Response(hello)
    response.body?.getReader()
    expect(() => readChatCompletionStream(response)).toThrow(TypeError)
  })
})

describe('what is no stream', () => {
  test('a completion as JSON is taken as one', async () => {
    const response = Response.json(completion)
    const stream = readChatCompletionStream(response)
    expect(await collect(stream)).toMatchObject([{ choices: [{ delta: { role: 'assistant', content: 'Hello' } }] }])
    expect(await stream.result()).toMatchObject({
      status: 'complete',
      completion: { choices: [{ message: { content: 'Hello' } }] },
    })
  })

  test('and shown as one', async () => {
    const events = readChatCompletionStream(Response.json(completion)).events()
    expect(await collect(events)).toEqual([
      { type: 'text-delta', choice: 0, text: 'Hello' },
      { type: 'finish', choice: 0, finishReason: 'stop' },
    ])
  })

  test('OpenRouterTeam/typescript-sdk#101: white space may keep the connection alive before JSON', async () => {
    const text = `   \n\n  ${JSON.stringify(completion, null, 2)}\n`
    expect(textOf((await read(singly(text))).completion)).toBe('Hello')
  })

  test('its repairs are told', async () => {
    const { repairs } = await read(JSON.stringify({ ...completion, object: 'text_completion' }))
    expect(repairs).toMatchObject([{ code: 'wrong-object', path: ['object'], received: 'text_completion', count: 1 }])
  })

  test.each([
    {
      name: 'an error in a 200',
      response: Response.json({ error: { message: 'No', code: 503 } }),
      error: { message: 'No', retryable: true },
    },
    {
      name: 'Gemini’s list',
      response: Response.json([{ error: { message: 'No', status: 'INVALID' } }]),
      error: { message: 'No' },
    },
    {
      name: 'a failed response',
      response: Response.json({ error: { message: 'Slow down' } }, { status: 429, headers: { 'x-request-id': 'r1' } }),
      error: { message: 'Slow down', status: 429, requestId: 'r1', retryable: true },
    },
    {
      name: 'a page',
      response: new Response('<html>Bad gateway</html>', { status: 502 }),
      error: { message: '<html>Bad gateway</html>', status: 502 },
    },
    { name: 'nothing', response: new Response(null, { status: 500 }), error: { status: 500 } },
    {
      name: 'an error in the stream',
      response: new Response(sse({ error: { message: 'No' } }), { headers: { 'x-request-id': 'r2' } }),
      error: { message: 'No', requestId: 'r2' },
    },
  ])('$name is a ProviderError', async ({ response, error }) => {
    const result = await readChatCompletionStream(response).result()
    expect(result).toMatchObject({ status: 'failed', completion: { choices: [] }, error })
    expect(result.error).toBeInstanceOf(ProviderError)
  })

  test.each([
    { name: 'nothing', text: '', message: 'Cannot complete the answer: the stream ended without a chunk' },
    { name: 'comments alone', text: ': a\n\n', message: 'the stream ended without a chunk' },
    {
      name: '[DONE] alone',
      text: sse('[DONE]'),
      message: 'Cannot complete the answer: the stream ended without a chunk',
    },
    { name: 'a page with status 200', text: '<!doctype html><p>Hi', message: 'it starts with "<!doctype html><p>Hi"' },
    { name: 'events of something else', text: sse({ type: 'ping' }), message: 'the stream ended without a chunk' },
  ])('$name is no-completion', async ({ text, message }) => {
    const result = await read(singly(text))
    expect(result).toMatchObject({
      status: 'failed',
      completion: { choices: [] },
      error: { code: 'no-completion', message: expect.stringContaining(message) },
    })
  })

  test('JSON that ends too early is invalid-json', async () => {
    expect(await read('{"choices":[{')).toMatchObject({
      status: 'failed',
      error: { code: 'invalid-json', message: 'Cannot parse the body as JSON: it starts with "{\\"choices\\":[{"' },
    })
  })
})

describe('one reader', () => {
  test('a second one is a TypeError, whichever', async () => {
    for (const begin of ['chunks', 'events', 'result'] as const) {
      const stream = readChatCompletionStream(from([hello]))
      if (begin === 'result') await stream.result()
      else await collect<unknown>(begin === 'chunks' ? stream : stream.events())
      expect(() => stream[Symbol.asyncIterator]()).toThrow(TypeError)
      expect(() => stream.events()).toThrow(TypeError)
      expect((await stream.result()).status).toBe('complete')
    }
  })

  test('the result may be asked for before the reading begins', async () => {
    const stream = readChatCompletionStream(from([hello]))
    const result = stream.result()
    expect(await collect(stream)).toHaveLength(4)
    expect((await result).status).toBe('complete')
  })

  test('whoever reads slowly makes the source wait', async () => {
    let asked = 0
    const source = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          asked += 1
          controller.enqueue(bytesOf(sse(chunk({ content: 'a' }))))
        },
      },
      { highWaterMark: 0 },
    )
    const chunks = readChatCompletionStream(source)[Symbol.asyncIterator]()
    expect(asked).toBe(0)
    await chunks.next()
    await chunks.next()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(asked).toBe(2)
    await chunks.return()
  })

  test('nothing is read before somebody asks', async () => {
    let asked = 0
    readChatCompletionStream({
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          asked += 1
          return { done: true, value: undefined }
        },
      }),
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(asked).toBe(0)
  })
})

describe('leaving early', () => {
  test('break cancels the source; the result is truncated, and has what had come', async () => {
    const { source, cancelled } = stuck(sse(chunk({ content: 'Hel' })))
    const stream = readChatCompletionStream(source)
    for await (const _ of stream) break
    const result = await stream.result()
    expect(result).toMatchObject({ status: 'truncated', error: { code: 'aborted' } })
    expect(textOf(result.completion)).toBe('Hel')
    expect(cancelled()).toHaveLength(1)
  })

  test('before the first chunk, and while one is waited for', async () => {
    for (const begin of [false, true]) {
      const { source, cancelled } = stuck()
      const stream = readChatCompletionStream(source)
      const chunks = stream[Symbol.asyncIterator]()
      const waiting = begin ? chunks.next() : undefined
      await chunks.return()
      if (waiting) expect(await waiting).toEqual({ done: true, value: undefined })
      expect(await stream.result()).toMatchObject({ status: 'truncated', error: { code: 'aborted' } })
      expect(cancelled()).toHaveLength(1)
    }
  })

  test('an error of the reader’s own cancels the source, too', async () => {
    const { source, cancelled } = stuck(sse(chunk({ content: 'Hel' })))
    const stream = readChatCompletionStream(source)
    const own = new Error('mine')
    const reading = (async () => {
      for await (const _ of stream) throw own
    })()
    await expect(reading).rejects.toBe(own)
    expect(cancelled()).toHaveLength(1)
  })
})

describe('after [DONE], nothing more was to come', () => {
  const done = sse(chunk({ content: 'Hi' }), finish, '[DONE]')

  test('a connection that breaks then broke nothing', async () => {
    async function* source(): AsyncGenerator<string> {
      yield done
      throw new Error('ECONNRESET')
    }
    expect((await readChatCompletionStream(source()).result()).status).toBe('complete')
  })

  test.each<{ name: string; options: () => ReadStreamOptions }>([
    { name: 'one that stays open', options: () => ({}) },
    { name: 'an idle time that runs out', options: () => ({ idleTimeout: 5 }) },
    { name: 'an abort', options: () => ({ signal: AbortSignal.timeout(20) }) },
  ])('$name is no failure', async ({ options }) => {
    const { source, cancelled } = stuck(done)
    expect((await readChatCompletionStream(source, options()).result()).status).toBe('complete')
    expect(cancelled()).toHaveLength(1)
  })
})

describe('whatever the source and the reader do, the result comes', () => {
  test('a reader that throws into the iteration', async () => {
    for (const begin of [false, true]) {
      const { source, cancelled } = stuck(sse(chunk({ content: 'Hel' })))
      const stream = readChatCompletionStream(source)
      const chunks = stream[Symbol.asyncIterator]()
      if (begin) await chunks.next()
      await expect(chunks.throw(new Error('mine'))).rejects.toThrow('mine')
      expect(await stream.result()).toMatchObject({ status: 'truncated', error: { code: 'aborted' } })
      expect(cancelled()).toHaveLength(1)
    }
  })

  test('a source that cannot be closed', async () => {
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false as const, value: sse(chunk({ content: 'a' }), finish) }),
        return: () => {
          throw new Error('no')
        },
      }),
    }
    expect((await readChatCompletionStream(source, { stopAtFinish: true }).result()).status).toBe('complete')
  })

  test('a callback that throws is not the connection’s fault', async () => {
    const cause = new Error('mine')
    const onKeepAlive = (): never => {
      throw cause
    }
    const result = await read(`${sse(chunk({ content: 'a' }))}: b\n\n`, { onKeepAlive })
    expect(result).toMatchObject({ status: 'failed', error: { code: 'stream-failed', cause } })
  })

  test('why it was stopped reaches the source', async () => {
    const { source, cancelled } = stuck()
    const controller = new AbortController()
    const result = readChatCompletionStream(source, { signal: controller.signal }).result()
    const reason = new Error('the user left')
    controller.abort(reason)
    await result
    expect(cancelled()).toMatchObject([{ code: 'aborted', cause: reason }])
  })
})

describe('AbortSignal', () => {
  test('openai/openai-node#2606: an abort ends a waiting read, and its reason is the cause', async () => {
    const controller = new AbortController()
    const { source, cancelled } = stuck(sse(chunk({ content: 'Hel' })))
    const stream = readChatCompletionStream(source, { signal: controller.signal })
    const reading = collect(stream)
    const reason = new Error('the user left')
    setTimeout(() => controller.abort(reason), 5)
    await expect(reading).rejects.toMatchObject({ code: 'aborted', cause: reason })
    const result = await stream.result()
    expect(result.status).toBe('truncated')
    expect(textOf(result.completion)).toBe('Hel')
    expect(cancelled()).toHaveLength(1)
  })

  test('a source that cannot be cancelled does not hold the reader', async () => {
    const controller = new AbortController()
    const source = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }
    const result = readChatCompletionStream(source, { signal: controller.signal }).result()
    controller.abort()
    expect(await result).toMatchObject({ status: 'truncated', error: { code: 'aborted' } })
  })

  test('a signal that is aborted already reads nothing', async () => {
    const { source, cancelled } = stuck(hello)
    const result = await readChatCompletionStream(source, { signal: AbortSignal.abort() }).result()
    expect(result).toMatchObject({ status: 'truncated', completion: { choices: [] }, error: { code: 'aborted' } })
    expect(cancelled()).toHaveLength(1)
  })

  test('what it took away is told: not all of it had been read', async () => {
    const controller = new AbortController()
    const stream = readChatCompletionStream(from([hello]), { signal: controller.signal })
    const chunks = stream[Symbol.asyncIterator]()
    await chunks.next()
    controller.abort()
    await expect(chunks.next()).rejects.toMatchObject({ code: 'aborted' })
    expect(await stream.result()).toMatchObject({ status: 'truncated', error: { code: 'aborted' } })
  })

  test('earendil-works/pi#8586: it counts between chunks that have come together, too', async () => {
    const controller = new AbortController()
    const stream = readChatCompletionStream(from([hello]), { signal: controller.signal })
    const seen: unknown[] = []
    const reading = (async () => {
      for await (const each of stream) {
        seen.push(each)
        controller.abort()
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'aborted' })
    expect(seen).toHaveLength(1)
  })

  test('openai/openai-node#2086: no listener stays on the caller’s signal', async () => {
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    await read(hello, { signal })
    expect(add).toHaveBeenCalledTimes(1)
    expect(remove.mock.calls.map(([type, listener]) => [type, listener])).toEqual(
      add.mock.calls.map(([type, listener]) => [type, listener]),
    )
  })

  test('vercel/ai#497, openai/openai-node#194, openai/openai-node#655: abort, timeout and disconnect are three things', async () => {
    const named = (name: string): Error => Object.assign(new Error('no'), { name })
    const codes = await Promise.all(
      [named('AbortError'), named('TimeoutError'), new TypeError('terminated')].map(async (cause) => {
        async function* source(): AsyncGenerator<string> {
          yield sse(chunk({ content: 'a' }))
          throw cause
        }
        const { status, error } = await readChatCompletionStream(source()).result()
        expect(error?.cause).toBe(cause)
        return [status, error?.code]
      }),
    )
    expect(codes).toEqual([
      ['truncated', 'aborted'],
      ['truncated', 'timeout'],
      ['truncated', 'disconnected'],
    ])
    const { source } = stuck()
    const { error } = await readChatCompletionStream(source, { signal: AbortSignal.timeout(5) }).result()
    expect(error).toMatchObject({ code: 'timeout', cause: { name: 'TimeoutError' } })
  })
})

describe('timeouts', () => {
  afterEach(() => vi.useRealTimers())

  /** Gives each piece after its milliseconds. */
  async function* timed(...pieces: [number, string][]): AsyncGenerator<string> {
    for (const [milliseconds, piece] of pieces) {
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      yield piece
    }
    await new Promise(() => {})
  }

  async function after(milliseconds: number, source: AsyncIterable<string>, options: ReadStreamOptions) {
    vi.useFakeTimers()
    const result = readChatCompletionStream(source, options).result()
    await vi.advanceTimersByTimeAsync(milliseconds - 1)
    expect(await Promise.race([result, 'still waiting'])).toBe('still waiting')
    await vi.advanceTimersByTimeAsync(1)
    return result
  }

  test('MoonshotAI/kimi-code#1798, MoonshotAI/kimi-code#1050, earendil-works/pi#5558: comments do not count as life', async () => {
    const comments = Array.from({ length: 20 }, (): [number, string] => [100, ': PROCESSING\n\n'])
    const result = await after(1000, timed(...comments), { idleTimeout: 1000 })
    expect(result).toMatchObject({
      status: 'truncated',
      error: { code: 'timeout', message: 'Cannot read on: the next chunk did not come within 1000 ms' },
    })
  })

  test('earendil-works/pi#7959, anthropics/anthropic-sdk-typescript#959: a stream that stalls ends, with what had come', async () => {
    const result = await after(1500, timed([500, sse(chunk({ content: 'Hel' }))]), { idleTimeout: 1000 })
    expect(textOf(result.completion)).toBe('Hel')
    expect(result.error).toBeInstanceOf(ChatCompletionError)
  })

  test('every chunk begins the idle time anew', async () => {
    const pieces = Array.from({ length: 5 }, (): [number, string] => [900, sse(chunk({ content: 'a' }))])
    const result = await after(5500, timed(...pieces), { idleTimeout: 1000 })
    expect(textOf(result.completion)).toBe('aaaaa')
  })

  test('the first token has a time of its own, and a role alone is none', async () => {
    const pieces: [number, string][] = [
      [100, sse(chunk({ role: 'assistant', content: '' }))],
      [800, ': PROCESSING\n\n'],
    ]
    const result = await after(2000, timed(...pieces), { firstTokenTimeout: 2000, idleTimeout: 500 })
    expect(result.error?.message).toBe('Cannot read on: the first token did not come within 2000 ms')
  })

  test('after the first token, the idle time counts', async () => {
    const result = await after(1400, timed([900, sse(chunk({ content: 'a' }))]), {
      firstTokenTimeout: 1000,
      idleTimeout: 500,
    })
    expect(result.error?.message).toBe('Cannot read on: the next chunk did not come within 500 ms')
  })

  test('openai/openai-node#419: without timeouts, nothing ends it', async () => {
    vi.useFakeTimers()
    const result = readChatCompletionStream(timed(), {}).result()
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(await Promise.race([result, 'still waiting'])).toBe('still waiting')
  })

  test.each([{ idleTimeout: 100 }, { firstTokenTimeout: 100 }])(
    'a reader that takes its time is not the server’s fault: %o',
    async (options) => {
      vi.useFakeTimers()
      const pieces = [
        sse(chunk({ role: 'assistant' })),
        sse(chunk({ content: 'a' })),
        sse(chunk({ content: 'b' }), finish),
      ]
      const stream = readChatCompletionStream(from(pieces), options)
      const reading = (async () => {
        for await (const _ of stream) await new Promise((resolve) => setTimeout(resolve, 1000))
      })()
      await vi.advanceTimersByTimeAsync(5000)
      await reading
      expect((await stream.result()).status).toBe('complete')
    },
  )
})

describe('limits', () => {
  test('an event that is too large fails, with what had come', async () => {
    const text = sse(chunk({ content: 'a' }), chunk({ content: 'x'.repeat(1000) }))
    for (const pieces of [[text], singly(text)]) {
      const result = await read(pieces, { maxEventSize: 500 })
      expect(result).toMatchObject({ status: 'failed', error: { code: 'limit' } })
      expect(textOf(result.completion)).toBe('a')
    }
  })

  test('an answer that adds up to too much fails', async () => {
    const text = sse(...Array.from({ length: 30 }, () => chunk({ content: 'x'.repeat(100) })), finish)
    const result = await read(text, { maxSize: 1000 })
    expect(result).toMatchObject({ status: 'failed', error: { code: 'limit' } })
    expect(textOf(result.completion).length).toBeLessThan(1200)
  })

  test('keys that nobody knows count as well', async () => {
    for (const place of ['chunk', 'choice'] as const) {
      const odd = (at: number) => ({ [`k${at}`]: 'x'.repeat(100) })
      const events = Array.from({ length: 30 }, (_, at) =>
        place === 'chunk' ? chunk({}, {}, odd(at)) : chunk({}, { results: odd(at) }),
      )
      expect(await read(sse(...events, finish), { maxSize: 1000 })).toMatchObject({
        status: 'failed',
        error: { code: 'limit' },
      })
      const same = Array.from({ length: 300 }, () =>
        place === 'chunk' ? chunk({}, {}, odd(0)) : chunk({}, { results: odd(0) }),
      )
      expect((await read(sse(...same, finish), { maxSize: 1000 })).status).toBe('complete')
    }
  })

  test('an event at the limit passes, whatever the cuts', async () => {
    const text = sse(finish)
    const maxEventSize = JSON.stringify(finish).length
    for (const pieces of [[text], singly(text)]) {
      expect((await read(pieces, { maxEventSize })).status).toBe('complete')
      expect((await read(pieces, { maxEventSize: maxEventSize - 1 })).error?.code).toBe('limit')
    }
  })

  test('a JSON body that is too large fails', async () => {
    expect(await read(JSON.stringify(completion), { maxSize: 100 })).toMatchObject({
      status: 'failed',
      error: { code: 'limit' },
    })
  })

  test('a failed response keeps its status, however much it says', async () => {
    const response = new Response('x'.repeat(5000), { status: 502 })
    expect(await read(response, { maxSize: 1000 })).toMatchObject({
      status: 'failed',
      error: { code: 'provider', status: 502 },
    })
  })
})

describe('strict mode', () => {
  test('a chunk that deviates fails, with what had come', async () => {
    const result = await read(sse(chunk({ content: 'a' }), chunk({ content: 'b' }, { index: undefined }), finish), {
      mode: 'strict',
    })
    expect(result).toMatchObject({ status: 'failed', error: { code: 'invalid-shape' } })
    expect(textOf(result.completion)).toBe('a')
  })

  test('an event of something else fails', async () => {
    expect(await read(sse({ type: 'ping' }), { mode: 'strict' })).toMatchObject({
      error: { code: 'no-completion', message: expect.stringContaining('type') },
    })
  })
})

test('skipped-event: events of something else are named', async () => {
  const { status, repairs } = await read(sse({ type: 'ping' }) + hello)
  expect(status).toBe('complete')
  expect(repairs).toMatchObject([{ code: 'skipped-event', received: '{"type":"ping"}' }])
})

test('a repair that every chunk takes is told once, with its count', async () => {
  const text = sse(...Array.from({ length: 9 }, () => chunk({ content: 'a' }, { finish_reason: undefined })), finish)
  expect((await read(text)).repairs).toMatchObject([
    { code: 'missing-finish-reason', path: ['choices', 0, 'finish_reason'], count: 9 },
  ])
})

test('the result does not depend on the cuts', async () => {
  const text = sse({ type: 'ping' }, chunk({ content: 'é漢😀' }), finish) + sse('[DONE]', { late: 1 })
  const whole = await read(text)
  for (const at of bytesOf(text).keys()) expect(await read(cut(text, [at]))).toEqual(whole)
})
