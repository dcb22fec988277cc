import { ChatCompletionError } from '@chat-completion/core'
import {
  createChatCompletion,
  type RequestOptions,
  type StreamOptions,
  streamChatCompletion,
} from '@chat-completion/http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answering, broken, busy, ok, params, rejection, sse, stuck, told, watched } from '../../test/fetches.ts'
import { Call } from './call.ts'

const apiKey = 'sk-or-v1-0123456789'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const whole = (options: RequestOptions): Promise<unknown> => createChatCompletion(params, { apiKey, ...options })
const pieces = async (options: StreamOptions): Promise<unknown> => {
  const result = await streamChatCompletion(params, { apiKey, ...options }).result()
  if (result.status !== 'complete') throw result.error
  return result.completion
}
const both = [
  { as: 'whole', call: whole, good: ok, beginning: '{"id":' },
  { as: 'in pieces', call: pieces, good: () => new Response(sse('Hello')), beginning: sse('Hello').slice(0, 200) },
]

/** Rejects once its signal is aborted, as the runtime's own does. */
const waits = (_: string, { signal }: RequestInit): Promise<Response> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
const never = (): Promise<never> => new Promise(() => {})

interface Phase {
  readonly name: string
  readonly options: () => RequestOptions
}

const phases = (beginning: string): Phase[] => [
  { name: 'while the key is fetched', options: () => ({ apiKey: never, ...answering(ok()) }) },
  { name: 'while it waits for the headers', options: () => ({ fetch: waits }) },
  { name: 'while a fetch that ignores its signal waits', options: () => ({ fetch: never }) },
  { name: 'between two tries', options: () => answering(busy(503, { 'retry-after': '50' })) },
  { name: 'in a refusal', options: () => answering(() => stuck('{"error":', { status: 503 }).response) },
  { name: 'in the answer', options: () => answering(() => stuck(beginning).response) },
]

const reason = { why: 'the user left' }
const endings = [
  { by: 'an abort', end: { reason }, error: { code: 'aborted', cause: reason } },
  { by: 'an abort without a reason', end: {}, error: { code: 'aborted', cause: { name: 'AbortError' } } },
  { by: 'null as the reason', end: { reason: null }, error: { code: 'aborted', cause: null } },
  {
    by: 'a signal that timed out',
    end: { reason: new DOMException('Late', 'TimeoutError') },
    error: { code: 'timeout', cause: { name: 'TimeoutError' } },
  },
  {
    by: 'an error of this library as the reason',
    end: { reason: new ChatCompletionError('limit', 'Enough') },
    error: { code: 'limit', message: 'Enough' },
  },
]

for (const { as, call, good, beginning } of both) {
  describe(`an answer ${as} is ended by`, () => {
    describe.each(endings)('$by', ({ end, error }) => {
      test.each(phases(beginning))('$name', async ({ options }) => {
        const { controller, listeners } = watched()
        const failing = rejection(call({ ...options(), signal: controller.signal }))
        await vi.advanceTimersByTimeAsync(100)
        expect(listeners()).toBe(1)
        controller.abort(...('reason' in end ? [end.reason] : []))
        const failure = await failing
        expect(failure).toBeInstanceOf(ChatCompletionError)
        expect(failure).toMatchObject(error)
        expect(listeners()).toBe(0)
        expect(vi.getTimerCount()).toBe(0)
      })

      test('before it begins: nothing is sent', async () => {
        const { controller, listeners } = watched()
        controller.abort(...('reason' in end ? [end.reason] : []))
        const { fetch, asked } = answering(good)
        expect(await rejection(call({ fetch, signal: controller.signal }))).toMatchObject(error)
        await vi.runAllTimersAsync()
        expect(asked).toEqual([])
        expect(listeners()).toBe(0)
        expect(vi.getTimerCount()).toBe(0)
      })
    })

    describe('its time', () => {
      // Nobody waits for another try for which there is no time.
      const timed = phases(beginning).filter(({ name }) => name !== 'between two tries')
      test.each(timed)('$name', async ({ options }) => {
        const failing = rejection(call({ ...options(), timeout: 55_000 }))
        await vi.advanceTimersByTimeAsync(54_999)
        expect(vi.getTimerCount()).toBeGreaterThan(0)
        await vi.advanceTimersByTimeAsync(1)
        const failure = await failing
        expect(failure).toBeInstanceOf(ChatCompletionError)
        expect(failure).toMatchObject({ code: 'timeout' })
        expect(vi.getTimerCount()).toBe(0)
      })

      test('tells how long it was', async () => {
        const failing = rejection(call({ fetch: never, timeout: 100 }))
        await vi.advanceTimersByTimeAsync(100)
        expect(await failing).toMatchObject({
          code: 'timeout',
          message: 'Cannot complete the call: it took more than 100 ms',
        })
      })
    })

    describe('a hook that aborts', () => {
      test.each([
        { hook: 'onRequest', requests: 0 },
        { hook: 'onResponse', requests: 1 },
        { hook: 'onTryAgain', requests: 1 },
      ])('$hook: nothing more is sent or waited for', async ({ hook, requests }) => {
        const controller = new AbortController()
        const { fetch, asked } = answering(busy(503, { 'retry-after': '50' }))
        const abort = (): void => controller.abort(reason)
        const failing = rejection(call({ fetch, signal: controller.signal, [hook]: abort }))
        await vi.advanceTimersByTimeAsync(0)
        expect(await failing).toMatchObject({ code: 'aborted', cause: reason })
        expect(asked).toHaveLength(requests)
      })
    })
  })

  describe(`after an answer ${as}`, () => {
    test.each<{ name: string; options: RequestOptions }>([
      { name: 'that came', options: answering(good) },
      { name: 'that came at the second try', options: answering(busy(), good) },
      { name: 'that was refused', options: answering(busy(401)) },
      { name: 'that broke', options: answering(() => broken(beginning)) },
      {
        name: 'that was a page',
        options: answering(new Response('<p>', { headers: { 'content-type': 'text/html' } })),
      },
      { name: 'that did not come about', options: { ...answering(new TypeError('fetch failed')), maxRetries: 0 } },
      {
        name: 'whose key could not be had',
        options: {
          ...answering(good),
          apiKey: () => {
            throw new Error('No token')
          },
        },
      },
      {
        name: 'whose hook failed',
        options: {
          ...answering(good),
          onRequest: () => {
            throw new Error('No log')
          },
        },
      },
    ])('$name, nothing stays: no listener on the caller’s signal, no timer', async ({ options }) => {
      const { controller, listeners } = watched()
      const ended = call({ timeout: 1000, ...options, signal: controller.signal }).catch(() => {})
      await vi.advanceTimersByTimeAsync(500)
      await ended
      expect(listeners()).toBe(0)
      expect(vi.getTimerCount()).toBe(0)
    })

    test('the signal that fetch was given is aborted, which lets go of its connection', async () => {
      const { fetch, asked } = answering(good)
      await call({ fetch })
      expect(asked[0]?.init.signal?.aborted).toBe(true)
    })

    test('an abort changes nothing', async () => {
      const controller = new AbortController()
      const answer = await call({ ...answering(good), signal: controller.signal })
      controller.abort()
      expect(answer).toMatchObject({ choices: [{ message: { content: 'Hello' } }] })
    })
  })

  describe(`an answer ${as} that nobody waits for any longer`, () => {
    test('is cancelled where its body waits', async () => {
      const controller = new AbortController()
      const { response, cancelled } = stuck(beginning)
      const failing = rejection(call({ ...answering(() => response), signal: controller.signal }))
      await vi.advanceTimersByTimeAsync(0)
      expect(cancelled()).toBe(false)
      controller.abort()
      await failing
      expect(cancelled()).toBe(true)
    })

    test('is cancelled when it comes from a fetch that ignores its signal', async () => {
      const controller = new AbortController()
      const { response, cancelled } = stuck(beginning)
      let answer!: (late: Response) => void
      const fetch = (): Promise<Response> =>
        new Promise((resolve) => {
          answer = resolve
        })
      const failing = rejection(call({ fetch, signal: controller.signal }))
      await vi.advanceTimersByTimeAsync(0)
      controller.abort()
      await failing
      answer(response)
      await vi.advanceTimersByTimeAsync(0)
      expect(cancelled()).toBe(true)
    })

    test('is nobody’s affair when it fails late', async () => {
      const controller = new AbortController()
      let fail!: (error: Error) => void
      const fetch = (): Promise<Response> =>
        new Promise((_, reject) => {
          fail = reject
        })
      const failing = rejection(call({ fetch, signal: controller.signal }))
      await vi.advanceTimersByTimeAsync(0)
      controller.abort()
      await failing
      fail(new Error('late'))
      await vi.advanceTimersByTimeAsync(0)
    })
  })
}

describe('timeouts by default', () => {
  test('a whole answer may take ten minutes', async () => {
    const failing = rejection(whole({ fetch: never }))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(await failing).toMatchObject({ code: 'timeout' })
  })

  test('a stream may take for ever, but pause for ten minutes at most', async () => {
    const failing = rejection(pieces(answering(() => stuck(sse('Hello').slice(0, 200)).response)))
    await vi.advanceTimersByTimeAsync(599_999)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await failing).toMatchObject({ code: 'timeout' })
  })

  test.each([Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 40])('%d ms is no timeout that fires at once', async (timeout) => {
    expect(await whole({ ...answering(ok()), timeout })).toMatchObject({ model: 'm' })
    const { fetch } = answering(() => new Promise((resolve) => setTimeout(() => resolve(ok()), 50)))
    const answer = whole({ fetch, timeout })
    await vi.advanceTimersByTimeAsync(50)
    expect(await answer).toMatchObject({ model: 'm' })
  })

  test.each<{ name: string; options: StreamOptions }>([
    { name: 'firstTokenTimeout', options: { firstTokenTimeout: 1000 } },
    { name: 'idleTimeout', options: { idleTimeout: 1000 } },
  ])('$name counts while the response has not come, tries included, and ends the request', async ({ options }) => {
    const { fetch, asked } = answering(busy(503, { 'retry-after': '0.5' }), (init) => waits('', init))
    const failing = rejection(pieces({ fetch, ...options }))
    await vi.advanceTimersByTimeAsync(999)
    expect(asked).toHaveLength(2)
    expect(asked[1]?.init.signal?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await failing).toMatchObject({ code: 'timeout' })
    expect(asked[1]?.init.signal?.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a reason that tells the key', () => {
  test('is the caller’s own and stays the cause; the message does not repeat it', async () => {
    const controller = new AbortController()
    const own = new Error(`Stop ${apiKey}`)
    const failing = rejection(whole({ fetch: waits, signal: controller.signal }))
    await vi.advanceTimersByTimeAsync(0)
    controller.abort(own)
    const error = (await failing) as Error
    expect(error.cause).toBe(own)
    expect(error.message).not.toContain(apiKey)
    expect(told(error.stack)).not.toContain(apiKey)
  })
})

describe('Call.race', () => {
  test('gives what the work gives, and throws what it throws', async () => {
    const call = new Call(undefined, 1000)
    expect(await call.race(Promise.resolve(7))).toBe(7)
    const failure = new Error('no')
    expect(await rejection(call.race(Promise.reject(failure)))).toBe(failure)
    call.end()
  })

  test('releases what comes too late, once, and ignores how that fails', async () => {
    const call = new Call(undefined, 1000)
    let resolve!: (value: string) => void
    const released: string[] = []
    const work = new Promise<string>((give) => {
      resolve = give
    })
    const failing = rejection(
      call.race(work, (late) => {
        released.push(late)
        throw new Error('no')
      }),
    )
    call.end()
    expect(await failing).toMatchObject({ code: 'aborted' })
    resolve('late')
    await vi.advanceTimersByTimeAsync(0)
    expect(released).toEqual(['late'])
  })

  test('does not release what it gives', async () => {
    const call = new Call(undefined, 1000)
    const released: number[] = []
    await call.race(Promise.resolve(7), (late) => released.push(late))
    call.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(released).toEqual([])
  })
})
