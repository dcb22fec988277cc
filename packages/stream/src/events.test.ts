import { ChatCompletionError } from '@chat-completion/core'
import { type ReadEventsOptions, readEvents, type ServerSentEvent } from '@chat-completion/stream'
import type { Repair } from '@chat-completion/validators'
import { describe, expect, test } from 'vitest'
import { bytesOf, collect, cut, from, singly } from '../test/streams.ts'

async function eventsOf(
  pieces: Iterable<Uint8Array | string>,
  options: ReadEventsOptions = {},
): Promise<ServerSentEvent[]> {
  return collect(readEvents(from(pieces), options))
}

/** The framing as the WHATWG describes it, each rule by its smallest stream. */
const framing: { name: string; text: string; events: Partial<ServerSentEvent>[] }[] = [
  { name: 'LF ends lines', text: 'data: a\n\ndata: b\n\n', events: [{ data: 'a' }, { data: 'b' }] },
  { name: 'CRLF ends lines', text: 'data: a\r\n\r\ndata: b\r\n\r\n', events: [{ data: 'a' }, { data: 'b' }] },
  { name: 'CR ends lines', text: 'data: a\r\rdata: b\r\r', events: [{ data: 'a' }, { data: 'b' }] },
  { name: 'line ends may be mixed', text: 'data: a\r\n\ndata: b\r\r\n', events: [{ data: 'a' }, { data: 'b' }] },
  { name: 'a byte order mark at the start is no text', text: '\ufeffdata: a\n\n', events: [{ data: 'a' }] },
  { name: 'a second one is', text: '\ufeff\ufeffdata: a\n\ndata: b\n\n', events: [{ data: 'b' }] },
  { name: 'and so is one further on', text: 'data: \ufeffa\n\n', events: [{ data: '\ufeffa' }] },
  { name: 'a comment is no event', text: ': hello\n\ndata: a\n\n', events: [{ data: 'a' }] },
  { name: 'a comment inside an event', text: 'data: a\n: hello\ndata: b\n\n', events: [{ data: 'a\nb' }] },
  { name: 'data lines are joined', text: 'data: a\ndata: b\ndata: c\n\n', events: [{ data: 'a\nb\nc' }] },
  { name: 'one space after the colon is no text', text: 'data:  a\n\n', events: [{ data: ' a' }] },
  { name: 'there need not be one', text: 'data:a\n\n', events: [{ data: 'a' }] },
  { name: 'a tab is none', text: 'data:\ta\n\n', events: [{ data: '\ta' }] },
  { name: 'colons in the text stay', text: 'data: a:b: c\n\n', events: [{ data: 'a:b: c' }] },
  { name: 'data without a colon is an empty line', text: 'data\ndata: a\n\n', events: [{ data: '\na' }] },
  {
    name: 'an event may have a name',
    text: 'event: e\ndata: a\n\ndata: b\n\n',
    events: [
      { event: 'e', data: 'a' },
      { event: undefined, data: 'b' },
    ],
  },
  { name: 'and an id', text: 'id: 7\ndata: a\n\n', events: [{ id: '7', data: 'a' }] },
  { name: 'an id with a NUL is none', text: 'id: 7\0\ndata: a\n\n', events: [{ id: undefined, data: 'a' }] },
  {
    name: 'a name without data is no event',
    text: 'event: e\n\ndata: a\n\n',
    events: [{ event: undefined, data: 'a' }],
  },
  { name: 'unknown fields are passed over', text: 'foo: b\nbar\ndata: a\n\n', events: [{ data: 'a' }] },
  { name: 'names of fields are case-sensitive', text: 'Data: b\ndata: a\n\n', events: [{ data: 'a' }] },
  { name: 'a space before a name is part of it', text: ' data: b\ndata: a\n\n', events: [{ data: 'a' }] },
  { name: 'many blank lines are one', text: '\n\n\ndata: a\n\n\n\n', events: [{ data: 'a' }] },
  { name: 'text beyond ASCII', text: 'data: é漢😀\n\n', events: [{ data: 'é漢😀' }] },
  { name: 'the bytes of a mark as characters are text', text: 'ï»¿data: a\n\ndata: b\n\n', events: [{ data: 'b' }] },
  { name: 'nothing is no event', text: '', events: [] },
]

describe.each(framing)('$name', ({ text, events }) => {
  test.each([
    { name: 'in one piece', pieces: [bytesOf(text)] },
    { name: 'byte by byte', pieces: singly(text) },
    { name: 'as text', pieces: [text] },
    { name: 'as text, unit by unit', pieces: text.split('') },
    ...Array.from(bytesOf(text), (_, at) => ({ name: `cut at ${at}`, pieces: cut(text, [at]) })),
  ])('$name', async ({ pieces }) => {
    expect(await eventsOf(pieces)).toMatchObject(events)
  })
})

describe('beside the framing', () => {
  async function told(text: string): Promise<{ data: string[]; repairs: Partial<Repair>[] }> {
    const repairs: Repair[] = []
    const events = await eventsOf(singly(text), { onRepair: (repair) => repairs.push(repair) })
    return { data: events.map(({ data }) => data), repairs: repairs.map(({ code, received }) => ({ code, received })) }
  }

  test('unterminated-event: the end of the stream ends the last event', async () => {
    expect(await told('data: a\n\ndata: b')).toEqual({
      data: ['a', 'b'],
      repairs: [{ code: 'unterminated-event', received: 'b' }],
    })
    expect(await told('data: a\n')).toMatchObject({ repairs: [{ code: 'unterminated-event' }] })
    expect(await told('data: a\n\ndata: [DONE]')).toMatchObject({
      data: ['a'],
      repairs: [{ code: 'unterminated-event' }],
    })
  })

  test('joined-events: lines that are JSON only one by one are separate events', async () => {
    expect(await told('data: {"a":1}\ndata: {"b":2}\ndata: [DONE]\n\n')).toEqual({
      data: ['{"a":1}', '{"b":2}'],
      repairs: [{ code: 'joined-events', received: '{"a":1}\n{"b":2}\n[DONE]' }],
    })
  })

  test('lines that are JSON together are one event', async () => {
    expect(await told('data: {\ndata: "a":1}\n\n')).toEqual({ data: ['{\n"a":1}'], repairs: [] })
  })

  test('lines of which one is no JSON stay one event', async () => {
    expect(await told('data: {"a":1}\ndata: oops\n\n')).toEqual({ data: ['{"a":1}\noops'], repairs: [] })
  })

  test('data-after-done: [DONE] ends the events, and what follows is reported', async () => {
    expect(await told('data: a\n\ndata: [DONE]\n\ndata: b\n\n')).toEqual({
      data: ['a'],
      repairs: [{ code: 'data-after-done', received: 'b' }],
    })
  })

  test('[DONE] with spaces around it is [DONE]', async () => {
    expect(await told('data:  [DONE] \n\n')).toEqual({ data: [], repairs: [] })
  })
})

test('comments, and events without data, are signs of life', async () => {
  const comments: string[] = []
  const text = ': OPENROUTER PROCESSING\n\n:\ndata: a\n\ndata:\n\n'
  const events = await eventsOf(singly(text), { onKeepAlive: (comment) => comments.push(comment) })
  expect(comments).toEqual(['OPENROUTER PROCESSING', '', ''])
  expect(events).toMatchObject([{ data: 'a' }])
})

test('retry is told in milliseconds, where it is a number', async () => {
  const retries: number[] = []
  await eventsOf(['retry: 1500\nretry: soon\n\n'], { onRetry: (milliseconds) => retries.push(milliseconds) })
  expect(retries).toEqual([1500])
})

describe('an event, a comment or a line that is too large is a typed error, after what came before it', () => {
  const large = 'x'.repeat(200)

  test.each([
    { name: 'one line of data', text: `data: a\n\ndata: ${large}\n\n` },
    { name: 'many lines of data', text: `data: a\n\n${'data: 12345678\n'.repeat(20)}\n` },
    { name: 'a comment', text: `data: a\n\n: ${large}\n` },
    { name: 'a line that does not end', text: `data: a\n\ndata: ${large}` },
    { name: 'a comment that does not end', text: `data: a\n\n: ${large}` },
  ])('$name', async ({ text }) => {
    for (const pieces of [[text], singly(text), cut(text, [20])] as (string | Uint8Array)[][]) {
      const data: string[] = []
      const reading = (async () => {
        for await (const event of readEvents(from(pieces), { maxEventSize: 100 })) data.push(event.data)
      })()
      await expect(reading).rejects.toMatchObject({ code: 'limit', message: expect.stringContaining('100 characters') })
      expect(data).toEqual(['a'])
    }
  })
})

test.each([
  { name: 'a field that nobody knows', text: `foo: ${'x'.repeat(150)}\ndata: b\n\n`, isRead: false },
  { name: 'the name of an event', text: `event: ${'x'.repeat(150)}\ndata: b\n\n`, isRead: false },
  {
    name: 'data and a comment, each within it',
    text: `data: ${'x'.repeat(91)}\n: ${'y'.repeat(90)}\n\n`,
    isRead: true,
  },
])('the limit counts each line and each event, whatever the cuts: $name', async ({ text, isRead }) => {
  for (const pieces of [[text], singly(text), cut(text, [7, 50, 120])] as (string | Uint8Array)[][]) {
    const events = eventsOf(['data: a\n\n', ...pieces], { maxEventSize: 100 })
    if (isRead) expect(await events).toHaveLength(2)
    else await expect(events).rejects.toMatchObject({ code: 'limit' })
  }
})

test('after [DONE], a connection that breaks broke nothing', async () => {
  async function* source(): AsyncGenerator<string> {
    yield 'data: a\n\ndata: [DONE]\n\n'
    throw new Error('ECONNRESET')
  }
  expect(await collect(readEvents(source()))).toMatchObject([{ data: 'a' }])
})

test('a million carriage returns take no longer than they must', async () => {
  const text = '\r'.repeat(1_000_000)
  expect(await eventsOf([`data: a${text}`])).toMatchObject([{ data: 'a' }])
})

test('a large event in small pieces is put together once', async () => {
  const large = 'x'.repeat(4_000_000)
  const text = `data: ${large}\n\n`
  const pieces = Array.from({ length: text.length / 1000 + 1 }, (_, at) => text.slice(at * 1000, at * 1000 + 1000))
  const [event] = await eventsOf(pieces)
  expect(event?.data.length).toBe(large.length)
})

test('a source that fails is a broken connection, after what had come', async () => {
  const cause = new Error('ECONNRESET')
  async function* source(): AsyncGenerator<string> {
    yield 'data: a\n\ndata: b'
    throw cause
  }
  const data: string[] = []
  const error = await (async () => {
    for await (const event of readEvents(source())) data.push(event.data)
  })().catch((error: unknown) => error)
  expect(data).toEqual(['a'])
  expect(error).toBeInstanceOf(ChatCompletionError)
  expect(error).toMatchObject({ code: 'disconnected', cause })
})

test('whoever stops early cancels the source', async () => {
  let isCancelled = false
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytesOf('data: a\n\n')),
    cancel: () => {
      isCancelled = true
    },
  })
  for await (const _ of readEvents(source)) break
  expect(isCancelled).toBe(true)
})

test('a connection that stays open after [DONE] is not waited for', async () => {
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytesOf('data: a\n\ndata: [DONE]\n\n')),
  })
  expect(await collect(readEvents(source))).toMatchObject([{ data: 'a' }])
})
