import type { CassetteResponse } from './cassette.ts'

export interface TimedPiece {
  /** How long its reader waited for it, in milliseconds. */
  readonly wait: number
  readonly bytes: Uint8Array
}

/** The same response, of whose body `onEnd` is told when it has ended, whichever way. Its reader sets the pace, as before. */
export function tap(
  response: Response,
  onEnd: (pieces: readonly TimedPiece[], end: CassetteResponse['end']) => void,
): Response {
  const reader = response.body?.getReader()
  const pieces: TimedPiece[] = []
  if (!reader) {
    onEnd(pieces, 'close')
    return response
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const start = performance.now()
        const next = await reader.read().catch((error: unknown) => {
          onEnd(pieces, 'broken')
          throw error
        })
        if (next.done) {
          controller.close()
          onEnd(pieces, 'close')
        } else {
          controller.enqueue(next.value)
          // A copy: whoever reads it may take its buffer away.
          pieces.push({ wait: performance.now() - start, bytes: next.value.slice() })
        }
      },
      cancel(reason) {
        onEnd(pieces, 'left')
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
}
