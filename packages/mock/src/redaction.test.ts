import { textOf } from '@chat-completion/core'
import { readChatCompletionStream } from '@chat-completion/stream'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { body, url } from '../test/requests.ts'
import { createMock, memoryStore, record, replay } from './index.ts'

/** The cassette of a call, and what it gives when it is replayed. */
async function recorded(input: string, init: RequestInit, pieces: readonly Uint8Array[], headers = {}) {
  const store = memoryStore()
  const answer = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  const recorder = record(async () => new Response(answer, { headers }), store)
  await (await recorder(input, { method: 'POST', ...init })).arrayBuffer()
  await recorder.written()
  const [cassette = ''] = store.cassettes.values()
  const played = await (
    await replay(store, { speed: Number.POSITIVE_INFINITY })(input, { method: 'POST', ...init })
  ).text()
  return { cassette, played, name: [...store.cassettes.keys()].join() }
}

/** Bytes in pieces, cut at some of all places. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((one, other) => one - other)
  return [...cuts, bytes.length].map((cut, index) => bytes.slice(cuts[index - 1] ?? 0, cut))
}

const encoder = new TextEncoder()
/** No part of what a cassette says anyway. */
const secrets = fc.stringMatching(/^sk-[A-Za-z0-9+/=_"\\*é&-]{9,30}$/)

describe('no cassette has what was sent as a key', () => {
  const carriers: { name: string; send: (secret: string) => { input?: string; init: RequestInit } }[] = [
    { name: 'authorization', send: (secret) => ({ init: { headers: { authorization: `Bearer ${secret}` } } }) },
    { name: 'api-key', send: (secret) => ({ init: { headers: { 'api-key': secret } } }) },
    { name: 'x-api-key', send: (secret) => ({ init: { headers: { 'x-api-key': secret } } }) },
    { name: 'x-goog-api-key', send: (secret) => ({ init: { headers: { 'X-Goog-Api-Key': secret } } }) },
    { name: 'cookie', send: (secret) => ({ init: { headers: { cookie: secret } } }) },
    { name: 'the query', send: (secret) => ({ input: `${url}?key=${encodeURIComponent(secret)}`, init: {} }) },
  ]

  test.each(carriers)('in $name, wherever it comes back and however it is cut', async ({ send }) => {
    await fc.assert(
      fc.asyncProperty(secrets, fc.array(fc.nat(), { maxLength: 12 }), fc.boolean(), async (secret, places, isJson) => {
        const { input = url, init } = send(secret)
        const told = isJson ? JSON.stringify({ key: secret, other: 'Zürich' }) : `data: Zürich ${secret}${secret}\n\n`
        const sent = { ...init, body: JSON.stringify({ ...body, user: secret }) }
        const answer = cutAt(encoder.encode(told), places)
        const { cassette, played, name } = await recorded(input, sent, answer, { 'x-request-id': 'r' })
        const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
        for (const form of forms) {
          expect(cassette).not.toContain(form)
          expect(cassette).not.toContain(JSON.stringify(form).slice(1, -1))
          expect(played).not.toContain(form)
          expect(name).not.toContain(form)
        }
        expect(played).toContain('Zürich')
      }),
      { numRuns: 40 },
    )
  })

  test('said by a model, word by word', async () => {
    await fc.assert(
      fc.asyncProperty(
        secrets,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 40 }),
        async (secret, by, cut) => {
          const { fetch } = createMock().reply(`Your key is ${secret}, says ${secret}.`, { by, cut })
          const store = memoryStore()
          const recorder = record(fetch, store)
          const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
          const init = { method: 'POST', headers, body: JSON.stringify({ ...body, stream: true }) }
          await (await recorder(url, init)).text()
          await recorder.written()
          const played = replay(store, { speed: Number.POSITIVE_INFINITY })(url, init)
          const { status, completion } = await readChatCompletionStream(played).result()
          expect([status, textOf(completion)]).toEqual(['complete', 'Your key is ***, says ***.'])
        },
      ),
      { numRuns: 40 },
    )
  })

  const halves = ['sk-0123456789', 'abcdef']
  test.each<{ name: string; told: (half: string) => string }>([
    { name: 'with a space after the colon', told: (half) => `{"choices": [{"delta": {"content": "${half}"}}]}` },
    {
      name: 'in parts of content',
      told: (half) => `{"choices":[{"delta":{"content":[{"type":"text","text":"${half}"}]}}]}`,
    },
    { name: 'in its thoughts', told: (half) => `{"choices":[{"delta":{"thinking":"${half}"}}]}` },
    {
      name: 'in details of its reasoning',
      told: (half) => `{"choices":[{"delta":{"reasoning_details":[{"type":"reasoning.text","text":"${half}"}]}}]}`,
    },
    {
      name: 'in tokens',
      told: (half) =>
        `{"choices":[{"logprobs":{"content":[{"token":"${half}","top_logprobs":[{"token":"${half}"}]}]}}]}`,
    },
    {
      name: 'by one of two choices',
      told: (half) =>
        `{"choices":[{"index":0,"delta":{"content":"${half}"}}]}\n\ndata: {"choices":[{"index":1,"delta":{"content":"other"}}]}`,
    },
  ])('said by a model $name', async ({ told }) => {
    const events = halves.map((half) => encoder.encode(`data: ${told(half)}\n\n`))
    const headers = { authorization: `Bearer ${halves.join('')}` }
    const { cassette } = await recorded(url, { headers }, events)
    for (const half of halves) expect(cassette).not.toContain(half)
    expect(cassette).toContain('***')
  })

  test.each<{ name: string; init: RequestInit; said: string; isNot: string }>([
    {
      name: 'the value of a cookie',
      init: { headers: { cookie: 'theme=dark; sid=SESSION-0123456789' } },
      said: 'dark SESSION-0123456789',
      isNot: 'SESSION',
    },
    {
      name: 'an organization',
      init: { headers: { 'openai-organization': 'org-AbCdEf123456' } },
      said: 'Rate limit reached in organization org-AbCdEf123456',
      isNot: 'AbCdEf',
    },
    ...['key', 'api_key', 'apiKey', 'authorization', 'password', 'access_token'].map((name) => ({
      name: `"${name}" in the body`,
      init: { body: JSON.stringify({ tools: [{ [name]: 'Bearer sk-0123456789' }] }) },
      said: 'No access for sk-0123456789',
      isNot: '0123456789',
    })),
  ])('as $name', async ({ init, said, isNot }) => {
    const { cassette } = await recorded(url, init, [encoder.encode(said)])
    expect(cassette).not.toContain(isNot)
    expect(cassette).toContain('***')
  })

  test('which leaves its request to be found with another', async () => {
    const bodyOf = (key: string) => ({ method: 'POST', body: JSON.stringify({ ...body, data: [{ key }] }) })
    const store = memoryStore()
    const recorder = record(async () => new Response('Paris'), store)
    await (await recorder(url, bodyOf('sk-0123456789abcdef'))).text()
    await recorder.written()
    expect(await (await replay(store)(url, bodyOf('none'))).text()).toBe('Paris')
  })

  test('also where masking makes up another', async () => {
    const headers = { authorization: 'Bearer ***a' }
    expect((await recorded(url, { headers }, [encoder.encode('x***aa')])).cassette).not.toContain('***a')
  })

  test('escaped in the request, escaped in the response', async () => {
    const escaped = '{"user":"sk-\\u0073ecr\\u00e9t/x"}'
    const init = { headers: { authorization: 'Bearer sk-secr\u00e9t/x' }, body: escaped }
    const { cassette } = await recorded(url, init, [encoder.encode('"sk-secr\\u00e9t/x", "sk-secrét\\/x"')])
    expect(JSON.parse(cassette)).toMatchObject({
      request: { body: { user: '***' } },
      response: { pieces: [{ text: '"***", "***"' }] },
    })
  })

  test('in a header of the response', async () => {
    const headers = { authorization: 'Bearer sk-secret' }
    const { cassette } = await recorded(url, { headers }, [], { 'x-request-id': 'for-sk-secret' })
    expect(cassette).toContain('for-***')
    expect(cassette).not.toContain('sk-secret')
  })

  test('in the path', async () => {
    const headers = { authorization: 'Bearer sk-0123456789abcdef' }
    const { cassette, name } = await recorded('https://host/sk-0123456789abcdef/chat/completions', { headers }, [])
    expect(cassette + name).not.toContain('0123456789abcdef')
  })
})

test('what is not secret is replayed byte by byte, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat(), { maxLength: 12 }), async (bytes, places) => {
      const pieces = cutAt(bytes, places)
      const store = memoryStore()
      const answer = new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece)
          controller.close()
        },
      })
      const recorder = record(async () => new Response(answer), store)
      await (await recorder(url)).arrayBuffer()
      await recorder.written()
      const played: Uint8Array[] = []
      const response = await replay(store, { speed: Number.POSITIVE_INFINITY })(url)
      for await (const piece of response.body ?? []) played.push(piece)
      expect(played).toEqual(pieces)
    }),
  )
})

test('only headers and queries are stored that concern nobody in particular', async () => {
  const headers = {
    authorization: 'Bearer sk-secret',
    'content-type': 'application/json',
    'user-agent': 'me',
    'openai-organization': 'org-1',
    'openai-project': 'proj-1',
    'x-forwarded-for': '192.0.2.1',
    'x-stainless-os': 'Linux',
  }
  const { cassette } = await recorded(`${url}?api-version=2024-10-21&user=me`, { headers }, [], {
    'content-type': 'application/json',
    'openai-organization': 'org-1',
    'openai-processing-ms': '7',
    'retry-after': '1',
    'cf-ray': 'x',
    'x-ratelimit-limit-requests': '9',
    date: 'today',
    server: 'cloudflare',
  })
  const { request, response } = JSON.parse(cassette)
  expect(request).toMatchObject({
    url: `${url}?api-version=2024-10-21`,
    headers: { 'content-type': 'application/json' },
  })
  expect(Object.keys(request.headers)).toEqual(['content-type'])
  expect(Object.keys(response.headers)).toEqual([
    'content-type',
    'openai-processing-ms',
    'retry-after',
    'x-ratelimit-limit-requests',
  ])
})
