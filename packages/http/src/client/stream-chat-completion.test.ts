import { ChatCompletionError, ProviderError, textOf } from '@chat-completion/core'
import { mistral, type StreamOptions, streamChatCompletion } from '@chat-completion/http'
import { describe, expect, test } from 'vitest'
import { answering, broken, busy, ok, params, sse, stuck, watched } from '../../test/fetches.ts'

const apiKey = 'sk-or-v1-0123456789'

function ask(options: StreamOptions = {}, given: object = {}) {
  return streamChatCompletion({ ...params, ...given }, { apiKey, maxRetries: 0, ...options })
}

/** A moment in which all that is ready happens. */
const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('the request', () => {
  test.each<{ name: string; options?: StreamOptions; given?: object; body: object; lacks?: string }>([
    { name: 'asks for a stream, and for its usage', body: { stream: true, stream_options: { include_usage: true } } },
    { name: 'asks for a stream, whatever the parameters say', given: { stream: false }, body: { stream: true } },
    {
      name: 'asks for the usage where the options are undefined',
      given: { streamOptions: undefined },
      body: { stream_options: { include_usage: true } },
    },
    {
      name: 'asks as the parameters say',
      given: { streamOptions: { includeUsage: false } },
      body: { stream_options: { include_usage: false } },
    },
    {
      name: 'does not ask where the options are null',
      given: { streamOptions: null },
      body: {},
      lacks: 'stream_options',
    },
    {
      name: 'does not ask who volunteers it',
      options: { provider: mistral },
      body: { stream: true },
      lacks: 'stream_options',
    },
    { name: 'has the extra body', options: { extraBody: { stream_options: null } }, body: { stream_options: null } },
  ])('$name', async ({ options, given, body, lacks }) => {
    const { fetch, asked } = answering(ok())
    await ask({ fetch, ...options }, given).result()
    expect(asked[0]?.body).toMatchObject(body)
    if (lacks) expect(asked[0]?.body).not.toHaveProperty(lacks)
  })

  test('leaves at once, before anybody reads', async () => {
    const { fetch, asked } = answering(new Response(sse('Hello')))
    const stream = ask({ fetch })
    await moment()
    expect(asked).toHaveLength(1)
    expect(textOf((await stream.result()).completion)).toBe('Hello')
  })

  test.each([
    { name: 'a completion in place of a stream', response: () => ok() },
    { name: 'an event that ends with the body', response: () => new Response(sse('Hello').trimEnd()) },
    { name: 'all at once', response: () => new Response(sse('Hello')) },
  ])('gives all that came with the end: $name', async ({ response }) => {
    const { fetch } = answering(response())
    const stream = ask({ fetch })
    let text = ''
    for await (const event of stream.events()) if (event.type === 'text-delta') text += event.text
    const { status, completion } = await stream.result()
    expect({ status, text }).toEqual({ status: 'complete', text: textOf(completion) })
    expect(text).not.toBe('')
  })

  test.each<{ name: string; options: StreamOptions }>([
    { name: 'no key', options: { apiKey: undefined } },
    { name: 'a key that cannot be sent', options: { apiKey: 'sk-a\nb' } },
    { name: 'no URL', options: { baseUrl: 'nowhere' } },
    { name: 'a header that cannot be sent', options: { headers: { a: 'ключ' } } },
  ])('$name is a TypeError at once', ({ options }) => {
    const { controller, listeners } = watched()
    expect(() => ask({ ...options, signal: controller.signal })).toThrow(TypeError)
    expect(listeners()).toBe(0)
  })
})

describe('what becomes of it', () => {
  test('is read as chunks, as events, or as a result', async () => {
    const { fetch } = answering(new Response(sse('Hel', 'lo')))
    let chunks = 0
    for await (const chunk of ask({ fetch })) chunks += chunk.choices.length
    expect(chunks).toBe(3)
    const texts: string[] = []
    for await (const event of ask({ fetch }).events()) if (event.type === 'text-delta') texts.push(event.text)
    expect(texts).toEqual(['Hel', 'lo'])
    expect(await ask({ fetch }).result()).toMatchObject({ status: 'complete' })
  })

  test('a provider that ignores `stream` is understood', async () => {
    const { status, completion } = await ask({ fetch: async () => ok() }).result()
    expect({ status, text: textOf(completion) }).toEqual({ status: 'complete', text: 'Hello' })
  })

  test('a refusal is thrown by the iterators, and is in the result', async () => {
    const options = answering(
      Response.json({ error: { message: 'No' } }, { status: 401, headers: { 'request-id': 'r1' } }),
    )
    const error = { code: 'provider', message: 'No', status: 401, requestId: 'r1', retryable: false }
    const stream = ask(options)
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject(error)
    await expect(ask(options).events().next()).rejects.toMatchObject(error)
    const result = await stream.result()
    expect(result).toMatchObject({ status: 'failed', error, completion: { choices: [] } })
    expect(result.error).toBeInstanceOf(ProviderError)
  })

  test('a connection that never came about fails it', async () => {
    const failure = new TypeError('fetch failed')
    expect(await ask(answering(failure)).result()).toMatchObject({
      status: 'failed',
      error: { code: 'connection', cause: failure },
    })
  })

  test('an error in the stream has the status and the id of its response', async () => {
    const text = `data: ${JSON.stringify({ error: { message: 'Overloaded', code: 529 } })}\n\n`
    const response = new Response(text, { headers: { 'x-request-id': 'r1', 'retry-after': '9' } })
    expect((await ask(answering(response)).result()).error).toMatchObject({
      message: 'Overloaded',
      status: 200,
      requestId: 'r1',
      retryAfter: 9,
      retryable: true,
    })
  })

  test('a stream that breaks keeps what had come', async () => {
    const { status, completion, error } = await ask(answering(() => broken(sse('Hello').slice(0, 180)))).result()
    expect({ status, text: textOf(completion) }).toEqual({ status: 'truncated', text: 'Hello' })
    expect(error).toMatchObject({ code: 'disconnected', cause: new TypeError('terminated') })
  })

  test.each<{ name: string; options: StreamOptions }>([
    { name: 'the function that gives the key', options: { apiKey: () => Promise.reject(new Error('mine')) } },
    {
      name: 'a hook',
      options: {
        onRequest: () => {
          throw new Error('mine')
        },
      },
    },
  ])('$name that fails is not the connection’s fault', async ({ options }) => {
    expect((await ask({ ...answering(ok()), ...options }).result()).error).toMatchObject({
      code: 'stream-failed',
      message: 'Cannot begin the stream: a callback failed',
      cause: new Error('mine'),
    })
  })

  test('nobody who reads is no unhandled rejection', async () => {
    ask(answering(new TypeError('fetch failed')))
    ask(answering(busy(401)))
    ask({ ...answering(ok()), apiKey: () => Promise.reject(new Error('mine')) })
    ask({ ...answering(ok()), signal: AbortSignal.abort() })
    await moment()
  })
})

describe('leaving early', () => {
  test('break ends the request and cancels the body', async () => {
    const { response, cancelled } = stuck(sse('Hello').slice(0, 200))
    const { fetch, asked } = answering(() => response)
    const { controller, listeners } = watched()
    const stream = ask({ fetch, signal: controller.signal })
    for await (const _ of stream) break
    expect(asked[0]?.init.signal?.aborted).toBe(true)
    expect(listeners()).toBe(0)
    await moment()
    expect(cancelled()).toBe(true)
    expect(await stream.result()).toMatchObject({ status: 'truncated', error: { code: 'aborted' } })
  })

  test('before the response has come, it ends the request as well', async () => {
    const signals: (AbortSignal | null | undefined)[] = []
    const fetch = (_: string, { signal }: RequestInit): Promise<Response> => {
      signals.push(signal)
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    }
    const stream = ask({ fetch, maxRetries: 2 })
    const events = stream.events()
    const next = events.next()
    await moment()
    await events.return()
    expect(await next).toEqual({ done: true, value: undefined })
    await moment()
    expect(signals.map((signal) => signal?.aborted)).toEqual([true])
  })
})

describe('onEnd', () => {
  test.each<{ name: string; options: () => StreamOptions; status: string }>([
    { name: 'complete', options: () => answering(new Response(sse('Hello'))), status: 'complete' },
    { name: 'failed', options: () => answering(busy(401)), status: 'failed' },
    { name: 'not begun', options: () => answering(new TypeError('fetch failed')), status: 'failed' },
    { name: 'aborted', options: () => ({ ...answering(ok()), signal: AbortSignal.abort() }), status: 'truncated' },
  ])('is called once when it is $name, and its throw ignored', async ({ options, status }) => {
    const ends: string[] = []
    const onEnd: StreamOptions['onEnd'] = (result) => {
      ends.push(result.status)
      throw new Error('mine')
    }
    expect(await ask({ ...options(), onEnd }).result()).toMatchObject({ status })
    await moment()
    expect(ends).toEqual([status])
  })
})

test('an error that is thrown and the one in the result are the same', async () => {
  const stream = ask(answering(busy(401)))
  const thrown = await stream
    .events()
    .next()
    .catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(ChatCompletionError)
  expect((await stream.result()).error).toBe(thrown)
})
