import { ChatCompletionError, ProviderError, textOf } from '@chat-completion/core'
import {
  type ChatCompletionStreamResult,
  type ReadStreamOptions,
  readChatCompletionStream,
} from '@chat-completion/stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bytesOf, chunk, collect, finish, sse } from '../test/streams.ts'

const hello = sse(chunk({ role: 'assistant' }), chunk({ content: 'Hel' }), chunk({ content: 'lo' }), finish, '[DONE]')

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A response that comes, or fails to, when it is told to. */
function later(): {
  source: Promise<Response>
  resolve: (response: Response) => void
  reject: (error: unknown) => void
} {
  let resolve!: (response: Response) => void
  let reject!: (error: unknown) => void
  const source = new Promise<Response>((give, fail) => {
    resolve = give
    reject = fail
  })
  return { source, resolve, reject }
}

/** A response that gives this text, then waits for ever; tells why it was cancelled. */
function stuck(text = ''): { response: Response; cancelled: () => unknown[] } {
  const cancelled: unknown[] = []
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (text) controller.enqueue(bytesOf(text))
    },
    cancel: (reason) => {
      cancelled.push(reason)
    },
  })
  return { response: new Response(body), cancelled: () => cancelled }
}

const moment = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

describe('a response that comes later', () => {
  test('is read like one that is there', async () => {
    const { source, resolve } = later()
    const result = readChatCompletionStream(source).result()
    await moment()
    resolve(new Response(hello))
    expect(await result).toMatchObject({ status: 'complete', repairs: [] })
    expect(textOf((await result).completion)).toBe('Hello')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('may come before anybody reads', async () => {
    const stream = readChatCompletionStream(Promise.resolve(new Response(hello)))
    await moment()
    expect(await collect(stream)).toHaveLength(4)
  })

  test('may be what has a then alone', async () => {
    const { source, resolve } = later()
    resolve(new Response(hello))
    // biome-ignore lint/suspicious/noThenProperty: that is what it is about
    const thenable: PromiseLike<Response> = { then: (...given) => source.then(...given) }
    expect(await readChatCompletionStream(thenable).result()).toMatchObject({ status: 'complete' })
  })

  test('without a body says nothing', async () => {
    const result = await readChatCompletionStream(Promise.resolve(new Response(null))).result()
    expect(result).toMatchObject({ completion: { choices: [] }, error: { code: 'no-completion' } })
  })

  test('that failed keeps its status and its id', async () => {
    const response = Response.json(
      { error: { message: 'Slow down' } },
      { status: 429, headers: { 'x-request-id': 'r1', 'retry-after': '7' } },
    )
    const { status, error } = await readChatCompletionStream(Promise.resolve(response)).result()
    expect(status).toBe('failed')
    expect(error).toMatchObject({ message: 'Slow down', status: 429, requestId: 'r1', retryAfter: 7, retryable: true })
  })

  test('gives its id to an error in the stream', async () => {
    const response = new Response(sse({ error: { message: 'No' } }), { headers: { 'x-request-id': 'r2' } })
    const { error } = await readChatCompletionStream(Promise.resolve(response)).result()
    expect(error).toMatchObject({ message: 'No', status: 200, requestId: 'r2' })
  })

  test('is nobody else’s to read: it fails the stream', async () => {
    const response = new Response(hello)
    response.body?.getReader()
    const { error } = await readChatCompletionStream(Promise.resolve(response)).result()
    expect(error).toMatchObject({ code: 'disconnected', cause: expect.any(TypeError) })
  })
})

describe('a response that never comes about', () => {
  const refusal = new ProviderError('Wrong key', {
    status: 401,
    requestId: 'r1',
    body: { error: { message: 'Other' } },
  })
  test.each<{ name: string; reason: unknown; error: object }>([
    {
      name: 'an error of the provider',
      reason: refusal,
      error: { message: 'Wrong key', status: 401, requestId: 'r1' },
    },
    {
      name: 'a typed error',
      reason: new ChatCompletionError('connection', 'Cannot reach it'),
      error: { code: 'connection', message: 'Cannot reach it' },
    },
    {
      name: 'fetch’s error',
      reason: new TypeError('fetch failed'),
      error: { code: 'disconnected', cause: { message: 'fetch failed' } },
    },
    { name: 'an abort', reason: new DOMException('Gone', 'AbortError'), error: { code: 'aborted' } },
    { name: 'a timeout', reason: new DOMException('Late', 'TimeoutError'), error: { code: 'timeout' } },
    { name: 'nothing', reason: undefined, error: { code: 'disconnected' } },
  ])('fails with $name, which iterators throw and the result has', async ({ reason, error }) => {
    const ends: ChatCompletionStreamResult[] = []
    for (const read of ['result', 'chunks', 'events'] as const) {
      const stream = readChatCompletionStream(Promise.reject(reason), { onEnd: (end) => ends.push(end) })
      if (read === 'chunks') await expect(collect(stream)).rejects.toMatchObject(error)
      if (read === 'events') await expect(collect(stream.events())).rejects.toMatchObject(error)
      expect(await stream.result()).toMatchObject({ error, completion: { choices: [] } })
    }
    expect(ends).toHaveLength(3)
  })

  test.each([refusal, new ProviderError('No', { body: { error: { message: 'Other' } } })])(
    'a typed error is the very same',
    async (reason) => {
      expect((await readChatCompletionStream(Promise.reject(reason)).result()).error).toBe(reason)
    },
  )

  test('is no unhandled rejection where nobody reads', async () => {
    readChatCompletionStream(Promise.reject(new Error('no')))
    await moment()
  })
})

describe('a reader who leaves before the response has come', () => {
  test.each<{ name: string; leave: (source: Promise<Response>) => Promise<unknown> }>([
    {
      name: 'by return',
      leave: async (source) => {
        const chunks = readChatCompletionStream(source)[Symbol.asyncIterator]()
        const next = chunks.next()
        await chunks.return()
        expect(await next).toEqual({ done: true, value: undefined })
      },
    },
    {
      name: 'by return, without having begun',
      leave: (source) => readChatCompletionStream(source).events().return(),
    },
    {
      name: 'by an abort',
      leave: async (source) => {
        const controller = new AbortController()
        const result = readChatCompletionStream(source, { signal: controller.signal }).result()
        await moment()
        controller.abort('gone')
        expect(await result).toMatchObject({ status: 'truncated', error: { code: 'aborted', cause: 'gone' } })
      },
    },
    {
      name: 'by a signal that is aborted already',
      leave: async (source) => {
        const result = readChatCompletionStream(source, { signal: AbortSignal.abort('gone') }).result()
        expect(await result).toMatchObject({ error: { code: 'aborted', cause: 'gone' } })
      },
    },
    {
      name: 'by a timeout',
      leave: async (source) => {
        const result = readChatCompletionStream(source, { idleTimeout: 50 }).result()
        await vi.advanceTimersByTimeAsync(50)
        expect(await result).toMatchObject({ error: { code: 'timeout' } })
      },
    },
  ])('$name: its body is cancelled once it comes, and its failure is nobody’s affair', async ({ leave }) => {
    const coming = later()
    await leave(coming.source)
    const { response, cancelled } = stuck(hello)
    coming.resolve(response)
    await moment()
    expect(cancelled()).toMatchObject([{ name: 'ChatCompletionError' }])

    const failing = later()
    await leave(failing.source)
    failing.reject(new Error('late'))
    await moment()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('timeouts count while the response has not come:', () => {
  test.each<ReadStreamOptions>([{ firstTokenTimeout: 100 }, { idleTimeout: 100 }])('%j', async (options) => {
    const { source, resolve } = later()
    const result = readChatCompletionStream(source, options).result()
    await vi.advanceTimersByTimeAsync(99)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await result).toMatchObject({ status: 'truncated', error: { code: 'timeout' } })
    resolve(new Response(hello))
    await moment()
  })

  test('the first token’s is for the response and the token together', async () => {
    const { source, resolve } = later()
    const result = readChatCompletionStream(source, { firstTokenTimeout: 100 }).result()
    await vi.advanceTimersByTimeAsync(60)
    resolve(stuck(sse(chunk({ role: 'assistant' }))).response)
    await vi.advanceTimersByTimeAsync(39)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await result).toMatchObject({ error: { code: 'timeout', message: expect.stringContaining('first token') } })
  })
})

describe('onEnd is called once, with the result, when the stream', () => {
  const half = sse(chunk({ role: 'assistant' }), chunk({ content: 'Hel' }))
  const aborting = (): AbortSignal => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 20)
    return controller.signal
  }
  test.each<{
    name: string
    source: () => Response | Promise<Response>
    options?: () => ReadStreamOptions
    end: object
  }>([
    { name: 'is complete', source: () => new Response(hello), end: { status: 'complete' } },
    { name: 'is JSON', source: () => Response.json({ choices: [] }), end: { completion: {} } },
    { name: 'stays open after [DONE]', source: () => stuck(hello).response, end: { status: 'complete' } },
    { name: 'is cut', source: () => new Response(half), end: { error: { code: 'stream-truncated' } } },
    { name: 'is refused', source: () => new Response('No', { status: 401 }), end: { error: { code: 'provider' } } },
    { name: 'is empty', source: () => new Response(null), end: { error: { code: 'no-completion' } } },
    { name: 'never comes', source: () => Promise.reject(new Error('no')), end: { error: { code: 'disconnected' } } },
    {
      name: 'is aborted',
      source: () => stuck(half).response,
      options: () => ({ signal: aborting() }),
      end: { error: { code: 'aborted' } },
    },
    {
      name: 'is aborted from the start',
      source: () => new Response(hello),
      options: () => ({ signal: AbortSignal.abort() }),
      end: { error: { code: 'aborted' } },
    },
    {
      name: 'stalls',
      source: () => stuck(half).response,
      options: () => ({ idleTimeout: 20 }),
      end: { error: { code: 'timeout' } },
    },
    {
      name: 'is too large',
      source: () => new Response(hello),
      options: () => ({ maxSize: 3 }),
      end: { error: { code: 'limit' } },
    },
    {
      name: 'stops at its finish',
      source: () => stuck(hello.replace('data: [DONE]\n\n', '')).response,
      options: () => ({ stopAtFinish: true }),
      end: { status: 'complete' },
    },
  ])('$name; what it throws is ignored', async ({ source, options, end }) => {
    for (const read of ['result', 'chunks', 'events'] as const) {
      const ends: ChatCompletionStreamResult[] = []
      const onEnd = (result: ChatCompletionStreamResult): void => {
        ends.push(result)
        throw new Error('mine')
      }
      const stream = readChatCompletionStream(source(), { ...options?.(), onEnd })
      const reading = (
        read === 'chunks' ? collect(stream) : read === 'events' ? collect(stream.events()) : undefined
      )?.catch(() => {})
      const result = stream.result()
      await vi.advanceTimersByTimeAsync(1000)
      await reading
      expect(ends).toMatchObject([end])
      expect(await result).toBe(ends[0])
    }
  })

  test.each<{ name: string; leave: (stream: ReturnType<typeof readChatCompletionStream>) => Promise<void> }>([
    {
      name: 'is left by break',
      leave: async (stream) => {
        for await (const _ of stream) break
      },
    },
    {
      name: 'is left by a throw',
      leave: async (stream) => {
        await stream
          .events()
          .throw(new Error('mine'))
          .catch(() => {})
      },
    },
    {
      name: 'is left twice',
      leave: async (stream) => {
        const chunks = stream[Symbol.asyncIterator]()
        await chunks.next()
        await chunks.return()
        await chunks.return()
      },
    },
  ])('$name', async ({ leave }) => {
    const ends: ChatCompletionStreamResult[] = []
    await leave(readChatCompletionStream(stuck(half).response, { onEnd: (result) => ends.push(result) }))
    expect(ends).toMatchObject([{ status: 'truncated', error: { code: 'aborted' } }])
  })

  test('and not before', async () => {
    const ends: ChatCompletionStreamResult[] = []
    const chunks = readChatCompletionStream(new Response(hello), { onEnd: (result) => ends.push(result) })[
      Symbol.asyncIterator
    ]()
    expect(ends).toEqual([])
    await chunks.next()
    await collect(chunks)
    expect(ends).toHaveLength(1)
  })
})
