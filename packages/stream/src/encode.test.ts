import { type ChatCompletionChunk, chunkFromWire } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import { readChatCompletionStream, toEventStream } from '@chat-completion/stream'
import { expect, test } from 'vitest'
import { chunk, collect, finish, from } from '../test/streams.ts'

const hello = [chunk({ content: 'é😀' }), finish].map((each) => chunkFromWire(each as Wire.ChatCompletionChunk))

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text()
}

test('a chunk is an event, keys as they travel, and [DONE] ends them', async () => {
  const text = await textOf(toEventStream(hello))
  expect(text).toBe(
    `data: ${JSON.stringify(chunk({ content: 'é😀' }))}\n\ndata: ${JSON.stringify(finish)}\n\ndata: [DONE]\n\n`,
  )
})

test('[DONE] may be left out, and comments may come first', async () => {
  const text = await textOf(toEventStream([], { done: false, comments: ['PROCESSING', 'two\nlines'] }))
  expect(text).toBe(': PROCESSING\n\n: two\n: lines\n\n')
})

test('chunks may come later, and come back as they were', async () => {
  const stream = readChatCompletionStream(toEventStream(from(hello)))
  expect(await collect(stream)).toEqual(hello)
})

test('a chunk is taken when somebody asks, and none after the reader has left', async () => {
  let taken = 0
  let isClosed = false
  async function* endless(): AsyncGenerator<ChatCompletionChunk> {
    try {
      for (;;) {
        taken += 1
        yield hello[0] as ChatCompletionChunk
      }
    } finally {
      isClosed = true
    }
  }
  const reader = toEventStream(endless()).getReader()
  expect(taken).toBe(0)
  await reader.read()
  await reader.read()
  expect(taken).toBe(2)
  await reader.cancel()
  expect([taken, isClosed]).toEqual([2, true])
})

test('what the chunks throw, the stream fails with', async () => {
  const cause = new Error('mine')
  async function* broken(): AsyncGenerator<ChatCompletionChunk> {
    yield hello[0] as ChatCompletionChunk
    throw cause
  }
  await expect(textOf(toEventStream(broken()))).rejects.toBe(cause)
})
