import { expect, test } from 'vitest'
import { breaking, endless, hanging, never } from '../../test/odd-responses.ts'
import { send } from './send.ts'

const sent = { method: 'POST', url: 'http://localhost/v1/chat/completions', headers: { accept: '*/*' }, body: '{}' }
const patient = { timeout: 20_000, signal: new AbortController().signal, secretHeaders: {} }
const mebibyte = 1024 * 1024

test('keeps an answer in the pieces in which it came', async () => {
  const pieces = ['data: {}\n\n', 'data: [DO', 'NE]\n\n']
  const body = new ReadableStream({
    pull(controller) {
      const piece = pieces.shift()
      if (piece === undefined) controller.close()
      else controller.enqueue(new TextEncoder().encode(piece))
    },
  })
  const exchange = await send(async () => new Response(body, { status: 201 }), sent, patient)
  expect(exchange).toMatchObject({ status: 201, end: 'close', text: 'data: {}\n\ndata: [DONE]\n\n' })
  expect(exchange.pieces).toHaveLength(3)
})

test('keeps two mebibytes of what has no end', async () => {
  const exchange = await send(async () => new Response(endless(' '.repeat(64 * 1024))), sent, patient)
  expect(exchange.end).toBe('limit')
  expect(exchange.size).toBeLessThan(2.1 * mebibyte)
})

test('keeps so many pieces of what has no end, however small they are', async () => {
  const exchange = await send(async () => new Response(endless(' ')), sent, patient)
  expect(exchange.end).toBe('limit')
  expect(exchange.pieces.length).toBeLessThan(50_000)
})

test.each([
  { name: 'fetch does not answer', fetch: never, status: undefined },
  { name: 'the body does not go on', fetch: async () => new Response(hanging(['{'])), status: 200 },
])('waits no longer than it may where $name, and nobody listens to the signal', async ({ fetch, status }) => {
  expect(await send(fetch, sent, { ...patient, timeout: 50 })).toMatchObject({ end: 'timeout', status })
})

test('does not wait for a connection to close after [DONE]', async () => {
  const exchange = await send(async () => new Response(hanging(['data: [DONE]\n\n'])), sent, patient)
  expect(exchange.end).toBe('left')
})

test('tells a connection that breaks', async () => {
  expect(await send(async () => new Response(breaking('{')), sent, patient)).toMatchObject({ end: 'broken', text: '{' })
  const error = new TypeError('fetch failed')
  expect(await send(() => Promise.reject(error), sent, patient)).toMatchObject({ end: 'broken', error })
})

test.each([{ leaveAtFirstPiece: true }, { leaveAfter: 50 }])(
  'lets go of the answer when it leaves: %o',
  async (how) => {
    let signal: AbortSignal | null | undefined
    let isCancelled = false
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1)),
      cancel: () => {
        isCancelled = true
      },
    })
    const fetch = async (_: string, init: RequestInit) => {
      signal = init.signal
      return new Response(body)
    }
    expect(await send(fetch, sent, { ...patient, ...how })).toMatchObject({ end: 'left' })
    expect({ isAborted: signal?.aborted, isCancelled }).toEqual({ isAborted: true, isCancelled: true })
  },
)

test('ends at once when it is interrupted', async () => {
  const signal = AbortSignal.abort()
  expect(await send(never, sent, { ...patient, signal })).toMatchObject({ end: 'interrupted' })
})

test('sends secret headers, and does not keep them', async () => {
  let headers: unknown
  const fetch = async (_: string, init: RequestInit) => {
    headers = init.headers
    return new Response()
  }
  const exchange = await send(fetch, sent, { ...patient, secretHeaders: { authorization: 'Bearer k' } })
  expect(headers).toEqual({ accept: '*/*', authorization: 'Bearer k' })
  expect(JSON.stringify(exchange.sent)).not.toContain('Bearer')
})
