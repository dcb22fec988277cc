import type { MockFetch } from './fetch.ts'

export interface Twice {
  /** What is sent on. */
  readonly sent: Parameters<MockFetch>
  /** A request to look at: it is not aborted with the call, */
  readonly copy: Request
  /** and its body may be elsewhere: here. */
  readonly text: Promise<string>
}

/**
 * A call, and a copy to look at.
 *
 * @throws {TypeError} There can be no copy: a URL is relative, say. Nothing has been read then.
 */
export function twice(...[input, init]: Parameters<MockFetch>): Twice {
  const { body, ...rest } = { ...init, signal: null }
  const source = input instanceof Request ? input.clone() : input
  if (!isStream(body)) {
    const copy = new Request(source, body == null ? rest : { ...rest, body })
    return { sent: [input, init], copy, text: copy.text() }
  }
  const copy = new Request(source, rest)
  const [ours, theirs] = toStream(body).tee()
  return { sent: [input, { ...init, body: theirs }], copy, text: new Response(ours).text() }
}

/** What can be read only once: also a stream of Node, or of another realm. */
type Stream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

function isStream(body: unknown): body is Stream {
  const { getReader, [Symbol.asyncIterator]: iterate } = Object(body)
  return typeof getReader === 'function' || typeof iterate === 'function'
}

function toStream(body: Stream): ReadableStream<Uint8Array> {
  if ('getReader' in body) return body
  const iterator = body[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
      },
      async cancel(reason) {
        await iterator.return?.(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
