import { ChatCompletionError } from '@chat-completion/core'
import { AnswerDecoder, type AnswerOptions } from './answer.ts'
import { factsOf } from './response.ts'
import type { ChatCompletionStreamResult } from './result.ts'
import { sourceError } from './source.ts'

/** A response to pass on, and what it turns out to say. */
export interface Observed {
  /** The same status, headers and bytes, piece by piece as they came. */
  readonly response: Response
  /** How the answer ended, with all of it that was passed on. Never rejects. */
  readonly result: Promise<ChatCompletionStreamResult>
}

/**
 * Passes a response on as it is, and tells on the side what it said: for gateways that count tokens or keep a log.
 *
 * The bytes are not copied, changed or held back, and each piece is passed on before it is read. Whoever reads them sets the pace; who leaves
 * early cancels the source, and the result is truncated, with the code `aborted`. An answer over the limits fails the result,
 * never the bytes.
 *
 * @param response A stream or JSON, successful or not. Its body must not have been read.
 * @throws {TypeError} The body is being read by somebody else.
 *
 * @example
 * ```ts
 * import { observe, toChunks, toEventStream } from '@chat-completion/stream'
 *
 * const upstream = new Response(toEventStream(toChunks(completion)))
 * const { response, result } = observe(upstream)
 * await response.text()
 *
 * const { completion: answer } = await result
 * answer.usage?.totalTokens
 * //=> 12
 * ```
 */
export function observe(response: Response, options: AnswerOptions = {}): Observed {
  const decoder = new AnswerDecoder(options)
  decoder.facts = factsOf(response)
  let settle!: (result: ChatCompletionStreamResult) => void
  const result = new Promise<ChatCompletionStreamResult>((resolve) => {
    settle = resolve
  })
  const reader = response.body?.getReader()
  if (!reader) {
    decoder.end()
    settle(decoder.result())
    return { response, result }
  }
  /** What fails here is the result's affair, never that of the bytes. */
  const attempt = (look: () => unknown): void => {
    try {
      look()
    } catch (cause) {
      decoder.fail(new ChatCompletionError('stream-failed', 'Cannot read on: a callback failed', { cause }))
    }
  }
  const end = (error?: ChatCompletionError): void => {
    if (!error) attempt(() => decoder.end())
    // After `[DONE]`, nothing more was to come: many leave then.
    else if (!decoder.isDone) decoder.fail(error)
    settle(decoder.result())
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await reader.read().catch((error: unknown) => {
          end(sourceError(error))
          throw error
        })
        if (next.done) {
          controller.close()
          end()
        } else {
          controller.enqueue(next.value)
          attempt(() => decoder.push(next.value))
        }
      },
      async cancel(reason) {
        end(new ChatCompletionError('aborted', 'Cannot read on: the reader has left', { cause: reason }))
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  return { response: new Response(body, { status, statusText, headers }), result }
}
