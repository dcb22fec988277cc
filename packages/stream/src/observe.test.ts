import { textOf } from '@chat-completion/core'
import { observe } from '@chat-completion/stream'
import { describe, expect, test } from 'vitest'
import { bytesOf, chunk, finish, singly, sse } from '../test/streams.ts'

const hello = sse(chunk({ content: 'Hel' }), chunk({ content: 'lo' }), finish, '[DONE]')

function streaming(pieces: readonly Uint8Array[], onCancel?: (reason: unknown) => void): Response {
  const left = [...pieces]
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const piece = left.shift()
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
      cancel: (reason) => onCancel?.(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream', 'x-request-id': 'r1' } })
}

async function piecesOf({ body }: Response): Promise<Uint8Array[]> {
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  const pieces: Uint8Array[] = []
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value)
  return pieces
}

test('the very same pieces, status and headers pass, and the result comes on the side', async () => {
  const pieces = singly(hello)
  const { response, result } = observe(streaming(pieces))
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const passed = await piecesOf(response)
  expect(passed.length).toBe(pieces.length)
  expect(passed.every((piece, at) => piece === pieces[at])).toBe(true)
  const { status, completion } = await result
  expect([status, textOf(completion)]).toEqual(['complete', 'Hello'])
})

test('bytes that are no stream and no JSON pass, too', async () => {
  const { response, result } = observe(new Response('\u0000\ufffd{'))
  expect(await response.text()).toBe('\u0000\ufffd{')
  expect(await result).toMatchObject({ status: 'failed', error: { code: 'no-completion' } })
})

test('JSON, failed responses and empty ones are told as well', async () => {
  const body = {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  }
  const json = observe(Response.json(body))
  expect(await json.response.json()).toEqual(body)
  expect(await json.result).toMatchObject({
    status: 'complete',
    completion: { choices: [{ message: { content: 'Hi' } }] },
  })

  const failed = observe(Response.json({ error: { message: 'No' } }, { status: 429, statusText: 'Slow down' }))
  expect([failed.response.status, failed.response.statusText]).toEqual([429, 'Slow down'])
  await failed.response.text()
  expect(await failed.result).toMatchObject({ status: 'failed', error: { message: 'No', status: 429 } })

  const empty = observe(new Response(null, { status: 204 }))
  expect(empty.response.status).toBe(204)
  expect(await empty.result).toMatchObject({ status: 'failed', error: { code: 'no-completion' } })
})

test('whoever reads sets the pace', async () => {
  let asked = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        asked += 1
        controller.enqueue(bytesOf(sse(chunk({ content: 'a' }))))
      },
    },
    { highWaterMark: 0 },
  )
  const { response } = observe(new Response(body))
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(asked).toBe(0)
  await reader.read()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(asked).toBe(1)
  await reader.cancel()
})

test('a client that leaves cancels the source, and what had passed is told', async () => {
  const reasons: unknown[] = []
  const { response, result } = observe(
    streaming([bytesOf(sse(chunk({ content: 'Hel' }))), bytesOf(sse(finish))], (reason) => reasons.push(reason)),
  )
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await reader.cancel('gone')
  const { status, error, completion } = await result
  expect([status, error?.code, error?.cause, textOf(completion)]).toEqual(['truncated', 'aborted', 'gone', 'Hel'])
  expect(reasons).toEqual(['gone'])
})

test('a client that leaves after [DONE] has all of it', async () => {
  const { response, result } = observe(streaming([bytesOf(hello), bytesOf(': more\n\n')]))
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await reader.cancel()
  expect((await result).status).toBe('complete')
})

test('a callback that throws fails the result, never the bytes', async () => {
  const cause = new Error('mine')
  const onKeepAlive = (): never => {
    throw cause
  }
  for (const text of [`: a\n\n${hello}`, `${sse(chunk({}))}: bye`]) {
    const { response, result } = observe(streaming(singly(text)), { onKeepAlive })
    expect(await response.text()).toBe(text)
    expect(await result).toMatchObject({ status: 'failed', error: { code: 'stream-failed', cause } })
  }
})

test('a source that breaks breaks the response the same way, and what had passed is told', async () => {
  const cause = new Error('ECONNRESET')
  let sent = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent) controller.error(cause)
      else controller.enqueue(bytesOf(sse(chunk({ content: 'Hel' }))))
      sent = true
    },
  })
  const { response, result } = observe(new Response(body))
  await expect(response.text()).rejects.toBe(cause)
  expect(await result).toMatchObject({
    status: 'truncated',
    error: { code: 'disconnected', cause },
    completion: { choices: [{ message: { content: 'Hel' } }] },
  })
})

describe('over a limit, the result fails and the bytes pass', () => {
  test.each([
    { name: 'an event', options: { maxEventSize: 100 }, body: sse(chunk({ content: 'x'.repeat(1000) }), finish) },
    { name: 'an answer', options: { maxSize: 100 }, body: sse(chunk({ content: 'x'.repeat(1000) }), finish) },
    { name: 'a body', options: { maxSize: 100 }, body: JSON.stringify({ choices: 'x'.repeat(1000) }) },
  ])('$name', async ({ options, body }) => {
    const { response, result } = observe(new Response(body), options)
    expect(await response.text()).toBe(body)
    expect(await result).toMatchObject({ status: 'failed', error: { code: 'limit' } })
  })
})

test('data after [DONE] passes, and is named', async () => {
  const text = sse(chunk({ content: 'a' }), finish, '[DONE]', 'late')
  const { response, result } = observe(new Response(text))
  expect(await response.text()).toBe(text)
  expect(await result).toMatchObject({ status: 'complete', repairs: [{ code: 'data-after-done', received: 'late' }] })
})
