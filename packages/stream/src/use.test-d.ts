import type { ChatCompletion, ChatCompletionChunk, ChatCompletionError } from '@chat-completion/core'
import {
  accumulate,
  type ChatCompletionStreamEvent,
  type ChatCompletionStreamResult,
  observe,
  readChatCompletionStream,
  readChunks,
  readEvents,
  toChunks,
  toEventStream,
} from '@chat-completion/stream'
import { expectTypeOf, test } from 'vitest'

declare const completion: ChatCompletion
declare const response: Response
declare const result: ChatCompletionStreamResult

test('the status tells whether there is an error', () => {
  expectTypeOf(result.completion).toEqualTypeOf<ChatCompletion>()
  if (result.status === 'complete') expectTypeOf(result.error).toEqualTypeOf<undefined>()
  else expectTypeOf(result.error).toEqualTypeOf<ChatCompletionError>()
  if (result.error) expectTypeOf(result.status).toEqualTypeOf<'truncated' | 'failed'>()
})

test('an event is told by its type', () => {
  const event = {} as ChatCompletionStreamEvent
  if (event.type === 'text-delta') expectTypeOf(event.text).toEqualTypeOf<string>()
  if (event.type === 'tool-call-ready') expectTypeOf(event.call.id).toEqualTypeOf<string>()
  if (event.type === 'usage') expectTypeOf(event.usage.totalTokens).toEqualTypeOf<number>()
})

test('a response, its body, an iterable of bytes or of text can be read', () => {
  readChatCompletionStream(response)
  if (response.body) readChatCompletionStream(response.body)
  readChatCompletionStream((async function* () {})() as AsyncIterable<Uint8Array>)
  readChatCompletionStream((async function* () {})() as AsyncIterable<string>)
  // @ts-expect-error A text alone is none of these.
  readChatCompletionStream('data: {}')
})

test('what comes out of one stage goes into the next', () => {
  expectTypeOf(accumulate(toChunks(completion))).toEqualTypeOf<ChatCompletionStreamResult>()
  expectTypeOf(accumulate(readChunks(readEvents(toEventStream([]))))).toEqualTypeOf<
    Promise<ChatCompletionStreamResult>
  >()
  expectTypeOf(observe(response).result).toEqualTypeOf<Promise<ChatCompletionStreamResult>>()
  const chunks: AsyncIterable<ChatCompletionChunk> = readChatCompletionStream(response)
  toEventStream(chunks)
})
