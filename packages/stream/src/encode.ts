import type { ChatCompletionChunk } from '@chat-completion/core'
import { ChunkEncoder } from './chunk-encoder.ts'

export interface ToEventStreamOptions {
  /** Comments to send before the first chunk, as OpenRouter does while it waits (`OPENROUTER PROCESSING`). */
  readonly comments?: readonly string[]
  /** End with `[DONE]`, as most providers do: true by default. */
  readonly done?: boolean
}

/**
 * Turns chunks into the bytes of an event stream: the exact inverse of reading them. A chunk is taken when a reader asks for it,
 * and no more are once the reader has left.
 *
 * @param chunks At once, or as they come. What they throw, the stream fails with.
 *
 * @example
 * ```ts
 * import { toChunks, toEventStream } from '@chat-completion/stream'
 *
 * const body = toEventStream(toChunks(completion), { comments: ['PROCESSING'] })
 * const text = await new Response(body, { headers: { 'content-type': 'text/event-stream' } }).text()
 *
 * text.split('\n')[0]
 * //=> ': PROCESSING'
 * text.endsWith('data: [DONE]\n\n')
 * //=> true
 * ```
 */
export function toEventStream(
  chunks: Iterable<ChatCompletionChunk> | AsyncIterable<ChatCompletionChunk>,
  { comments = [], done = true }: ToEventStreamOptions = {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = events(chunks, comments, done)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next()
        if (next.done) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
      async cancel() {
        await iterator.return()
      },
    },
    { highWaterMark: 0 },
  )
}

async function* events(
  chunks: Iterable<ChatCompletionChunk> | AsyncIterable<ChatCompletionChunk>,
  comments: readonly string[],
  done: boolean,
): AsyncGenerator<string, void, undefined> {
  for (const comment of comments)
    yield `${comment
      .split(/\r\n?|\n/)
      .map((line) => `: ${line}`)
      .join('\n')}\n\n`
  const encoder = new ChunkEncoder()
  for await (const chunk of chunks) yield encoder.push(chunk)
  if (done) yield 'data: [DONE]\n\n'
}
