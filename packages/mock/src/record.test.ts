import { readChatCompletionStream } from '@chat-completion/stream'
import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { ask, body, json, question, said, url } from '../test/requests.ts'
import { type Cassette, createMock, type MockFetch, memoryStore, record, replay } from './index.ts'

const now = { speed: Number.POSITIVE_INFINITY }

function cassettesIn({ cassettes }: ReturnType<typeof memoryStore>): Cassette[] {
  return Array.from(cassettes.values(), (text) => JSON.parse(text))
}

describe('a body that can be read once is sent, and recorded', () => {
  /** A `fetch` that takes what the real one takes. */
  const echo: MockFetch = async (_, init = {}) => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const bytes of init.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(bytes)
    return new Response(text)
  }

  test.each<{ name: string; make: () => unknown }>([
    { name: 'a stream', make: () => new Response('AAABBB').body },
    {
      name: 'an async iterable of bytes',
      make: async function* () {
        yield new TextEncoder().encode('AAA')
        yield new TextEncoder().encode('BBB')
      },
    },
    {
      name: 'an async iterable of texts',
      make: async function* () {
        yield 'AAA'
        yield 'BBB'
      },
    },
  ])('$name', async ({ make }) => {
    const store = memoryStore()
    const recorder = record(echo, store)
    const init = { method: 'POST', body: make(), duplex: 'half' } as RequestInit
    expect(await (await recorder(url, init)).text()).toBe('AAABBB')
    await recorder.written()
    expect(cassettesIn(store)[0]?.request.body).toBe('AAABBB')
  })

  test('a call of which there can be no copy goes on as it is, which is reported', async () => {
    const onError = vi.fn()
    const recorder = record(echo, memoryStore(), { onError })
    const { body: stream } = new Response('AAA')
    const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit
    expect(await (await recorder('/v1/chat/completions', init)).text()).toBe('AAA')
    await recorder.written()
    expect(onError).toHaveBeenCalledOnce()
  })
})

test('a form is found again, whatever its boundary', async () => {
  const form = () => {
    const data = new FormData()
    data.append('model', 'whisper')
    return { method: 'POST', body: data }
  }
  const store = memoryStore()
  const recorder = record(async () => Response.json({ text: 'Paris' }), store)
  await (await recorder(url, form())).text()
  await recorder.written()
  expect(await json(replay(store, now)(url, form()))).toEqual({ text: 'Paris' })
})

describe('requests that are alike are replayed in their order', () => {
  /** Answers "1", "2" … after so many milliseconds; not at all, where it is not above 0. */
  function slowly(...waits: number[]): MockFetch {
    let call = 0
    return async () => {
      const nth = call++
      const wait = waits[nth] as number
      await new Promise((resolve) => setTimeout(resolve, Math.abs(wait)))
      if (wait <= 0) throw new TypeError('Connection reset')
      return Response.json({ choices: [{ message: { content: `${nth + 1}` } }] })
    }
  }

  test.each([
    { name: 'as they were answered', waits: [5, 20], expected: ['1', '2'] },
    { name: 'the other way round', waits: [40, 5], expected: ['1', '2'] },
    { name: 'where one got no response, early', waits: [-5, 20], expected: ['2', 'missing_cassette'] },
    { name: 'where one got no response, late', waits: [-40, 5], expected: ['2', 'missing_cassette'] },
  ])('$name', async ({ waits, expected }) => {
    const store = memoryStore()
    const recorder = record(slowly(...waits), store)
    await Promise.allSettled(waits.map(() => said(ask(recorder))))
    await recorder.written()
    const fetch = replay(store, now)
    expect(await Promise.all(waits.map(() => said(ask(fetch))))).toEqual(expected)
  })
})

describe('the body of an error is recorded, though its reader leaves', () => {
  const page = (pieces: number, size: number) =>
    new ReadableStream({
      pull(controller) {
        if (pieces === 0) controller.close()
        else controller.enqueue(new Uint8Array(size).fill(120))
        pieces -= 1
      },
    })

  test.each([
    { name: 'of one that is short', pieces: 3, end: 'close' },
    { name: 'of one that goes on and on, its beginning', pieces: 1000, end: 'left' },
  ])('$name', async ({ pieces, end }) => {
    const store = memoryStore()
    const recorder = record(async () => new Response(page(pieces, 1024), { status: 429 }), store)
    await (await ask(recorder)).body?.cancel()
    await recorder.written()
    const [cassette] = cassettesIn(store)
    expect(cassette?.response.end).toBe(end)
    expect(cassette?.response.pieces.length).toBe(end === 'close' ? 3 : 65)
  })
})

test('a report that fails breaks nothing', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const recorder = record(
    createMock().reply('Paris').fetch,
    {
      read: () => undefined,
      write() {
        throw new Error('No disk')
      },
    },
    {
      onError(error) {
        throw error
      },
    },
  )
  expect(await said(ask(recorder))).toBe('Paris')
  await recorder.written()
  expect(log).toHaveBeenCalledWith(new Error('No disk'))
  log.mockRestore()
})

test.each([
  { name: 'redact', options: { redact: () => undefined as never } },
  { name: 'name', options: { name: () => undefined as never } },
])('$name must give a text: nothing is stored otherwise', async ({ options }) => {
  const onError = vi.fn()
  const store = memoryStore()
  const recorder = record(createMock().reply('Paris').fetch, store, { ...options, onError })
  await said(ask(recorder))
  await recorder.written()
  expect([onError.mock.lastCall?.[0], store.cassettes.size]).toEqual([expect.any(TypeError), 0])
})

test('what is said word by word is redacted as a whole', async () => {
  const words = fc.constantFrom('bob@example.com', 'naïve "x"', 'Voilà', '👩‍🚀', 'a\\b', 'x', ' ', '\n')
  const pieces = fc.integer({ min: 1, max: 9 })
  const redact = (text: string) => text.replaceAll('bob@example.com', '[mail]').replaceAll('naïve "x"', '[wörd]')
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 1 }), pieces, pieces, async (said, by, cut) => {
      const text = said.join('')
      const store = memoryStore()
      const recorder = record(createMock().reply(text, { by, cut }).fetch, store, { redact })
      await (await ask(recorder, { stream: true })).text()
      await recorder.written()
      const played = ask(replay(store, { ...now, redact }), { stream: true })
      const { status, completion } = await readChatCompletionStream(played).result()
      expect([status, completion.choices[0]?.message.content]).toEqual(['complete', redact(text)])
    }),
    { numRuns: 60 },
  )
})

test('a large answer does not keep others waiting', async () => {
  const text = JSON.stringify({ choices: [{ message: { content: question.repeat(100_000) } }] })
  const headers = { authorization: 'Bearer sk-0123456789abcdef' }
  const recorder = record(async () => new Response(text), memoryStore())
  await (await recorder(url, { method: 'POST', headers, body: JSON.stringify(body) })).text()
  const start = performance.now()
  await recorder.written()
  // It was some seconds.
  expect(performance.now() - start).toBeLessThan(1000)
})
