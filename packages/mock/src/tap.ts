import type { CassetteResponse } from './cassette.ts'
import { onDemand } from './on-demand.ts'
import { withBody } from './with-body.ts'

export interface TimedPiece {
  /** How long its reader waited for it, in milliseconds. */
  readonly wait: number
  readonly bytes: Uint8Array
}

type End = CassetteResponse['end']

/** How much of an error is read that nobody waits for: in bytes, */
const maxRest = 64 * 1024
/** and in milliseconds. */
const maxTime = 1000

/**
 * The same response, of whose body `onEnd` is told when it has ended, whichever way. Its reader sets the pace, as before. Of an error, the
 * rest is read when the reader leaves: clients that try again do not read it.
 */
export function tap(
  response: Response,
  onEnd: (pieces: readonly TimedPiece[], end: End | Promise<End>) => void,
): Response {
  const pieces: TimedPiece[] = []
  // A copy: whoever reads it may take its buffer away.
  const onPiece = (bytes: Uint8Array, wait: number): unknown => pieces.push({ wait, bytes: bytes.slice() })
  if (!response.body) {
    onEnd(pieces, 'close')
    return response
  }
  const body = onDemand(response.body, {
    onPiece,
    onClose: () => onEnd(pieces, 'close'),
    onBroken: () => onEnd(pieces, 'broken'),
    onLeft(reader, reason) {
      onEnd(pieces, response.ok ? 'left' : readRest(reader, onPiece))
      if (response.ok) return reader.cancel(reason)
    },
  })
  return withBody(response, body)
}

async function readRest(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onPiece: (bytes: Uint8Array, wait: number) => void,
): Promise<End> {
  let end: End = 'close'
  const leave = (): void => {
    end = 'left'
    reader.cancel().catch(() => {})
  }
  const late = setTimeout(leave, maxTime)
  try {
    for (let size = 0; ; ) {
      const { done, value } = await reader.read()
      if (done) return end
      onPiece(value, 0)
      size += value.length
      if (size > maxRest) leave()
    }
  } catch {
    return 'broken'
  } finally {
    clearTimeout(late)
  }
}
