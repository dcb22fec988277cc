import { ProviderError } from '@chat-completion/core'
import { type ReadChunksOptions, readChunks, readEvents } from '@chat-completion/stream'
import type { Repair } from '@chat-completion/validators'
import { describe, expect, test } from 'vitest'
import { chunk, collect, from, sse } from '../test/streams.ts'

function chunksOf(text: string, options: ReadChunksOptions = {}) {
  return collect(readChunks(readEvents(from([text])), options))
}

const usage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 }

describe('every chunk that a provider sends is read', () => {
  test.each([
    {
      name: 'Azure’s first',
      body: { id: '', object: '', created: 0, model: '', choices: [] },
      read: { id: '', object: 'chat.completion.chunk', choices: [] },
    },
    { name: 'usage without choices', body: { usage }, read: { choices: [], usage: { totalTokens: 12 } } },
    {
      name: 'usage with none',
      body: { ...chunk({}), choices: [], usage },
      read: { choices: [], usage: { totalTokens: 12 } },
    },
    {
      name: 'no index',
      body: { choices: [{ delta: { content: 'a' } }] },
      read: { choices: [{ index: 0, delta: { content: 'a' } }] },
    },
    {
      name: 'no delta',
      body: { choices: [{ index: 0, finish_reason: 'stop' }] },
      read: { choices: [{ delta: {}, finishReason: 'stop' }] },
    },
    { name: 'no object', body: { ...chunk({}), object: undefined }, read: { object: 'chat.completion.chunk' } },
    {
      name: 'text in parts',
      body: chunk({ content: [{ type: 'text', text: 'a' }] }),
      read: { choices: [{ delta: { content: 'a', contentParts: [{ type: 'text', text: 'a' }] } }] },
    },
    {
      name: 'an error beside choices',
      body: chunk({}, {}, { error: { message: 'No' } }),
      read: { error: { message: 'No' } },
    },
  ])('$name', async ({ body, read }) => {
    expect(await chunksOf(sse(body))).toMatchObject([read])
  })
})

test('an event that is an error is thrown, after the chunks before it', async () => {
  const seen: unknown[] = []
  const reading = (async () => {
    for await (const each of readChunks(readEvents(from([sse(chunk({}), { error: { message: 'No' } }, chunk({}))]))))
      seen.push(each)
  })()
  await expect(reading).rejects.toThrow(ProviderError)
  expect(seen).toHaveLength(1)
})

test('an event that is no JSON is thrown by its number, with its beginning', async () => {
  const text = sse(chunk({}), `{"id":"c1","choices":[{"index":0,"delta":{"content":"secret`)
  await expect(chunksOf(text)).rejects.toMatchObject({
    code: 'invalid-json',
    message:
      'Cannot parse event 2 as JSON: it starts with "{\\"id\\":\\"c1\\",\\"choices\\":[{\\"index\\":0,\\"delta\\"…"',
    cause: expect.any(SyntaxError),
  })
})

test('repairs are told as they are made; strict mode makes none', async () => {
  const repairs: Repair[] = []
  const text = sse({ choices: [{ delta: {} }] }, { type: 'ping' })
  await chunksOf(text, { onRepair: (repair) => repairs.push(repair) })
  expect(new Set(repairs.map(({ code }) => code))).toEqual(
    new Set([
      'missing-id',
      'missing-created',
      'missing-model',
      'wrong-object',
      'missing-index',
      'missing-finish-reason',
      'skipped-event',
    ]),
  )
  await expect(chunksOf(text, { mode: 'strict' })).rejects.toMatchObject({ code: 'invalid-shape' })
})
