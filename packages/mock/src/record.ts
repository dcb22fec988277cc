import { type CassetteResponse, toPiece, writeCassette } from './cassette.ts'
import { CassetteNames } from './cassette-names.ts'
import { type CassetteOptions, RedactedRequest } from './cassette-request.ts'
import type { CassetteStore } from './cassette-store.ts'
import type { MockFetch } from './fetch.ts'
import { toBinary } from './pieces.ts'
import { type TimedPiece, tap } from './tap.ts'
import { type Twice, twice } from './twice.ts'
import { wholeWaits } from './whole-waits.ts'

export interface RecordOptions extends CassetteOptions {
  /** Gets what keeps a cassette from being written; the call goes on. `console.error` by default. */
  readonly onError?: ((error: unknown) => unknown) | undefined
}

/** A `fetch` that records. */
export interface Recorder extends MockFetch {
  /** Resolves when the cassettes of all answers that have ended are written. */
  written(): Promise<void>
}

/**
 * Records what goes through a `fetch`, which it leaves as it is: a cassette for each response, written when its body has been read to the
 * end or its reader has left. What was sent as a key is masked wherever it comes back; of headers, only those are stored that concern
 * nobody in particular. Prompts and answers are stored as they are, unless `redact` changes them.
 *
 * A call that fails before there is a response is not recorded.
 */
export function record(fetch: MockFetch, store: CassetteStore, options: RecordOptions = {}): Recorder {
  const { onError = console.error } = options
  const names = new CassetteNames()
  const writing = new Set<Promise<void>>()
  const report = async (error: unknown): Promise<unknown> => onError(error)
  const write = (work: Promise<unknown>): void => {
    const written: Promise<void> = work
      .catch(report)
      .catch(console.error)
      .then(() => void writing.delete(written))
    writing.add(written)
  }

  async function recorder(...parameters: Parameters<MockFetch>): Promise<Response> {
    let call: Twice
    try {
      call = twice(...parameters)
    } catch (error) {
      write(Promise.reject(error))
      return fetch(...parameters)
    }
    const start = performance.now()
    const answering = (async () => fetch(...call.sent))()
    const isAnswered = answering.then(({ type }) => type !== 'error').catch(() => false)
    const named = call.text.then(async (body) => {
      const request = new RedactedRequest(call.copy, body, options)
      return { request, name: await names.next(request.name, isAnswered) }
    })
    // It is told when there is something to write.
    named.catch(() => {})
    const response = await answering
    const wait = performance.now() - start
    if (response.type === 'error') return response
    return tap(response, (pieces, ending) => {
      const writes = async (): Promise<void> => {
        const [{ request, name }, end] = await Promise.all([named, ending])
        await store.write(name, cassetteOf(request, response, { wait, pieces, end }))
      }
      write(writes())
    })
  }
  return Object.assign(recorder, {
    async written() {
      await Promise.all(writing)
    },
  })
}

interface Heard extends Pick<CassetteResponse, 'wait' | 'end'> {
  readonly pieces: readonly TimedPiece[]
}

function cassetteOf(request: RedactedRequest, response: Response, { wait, pieces, end }: Heard): string {
  const body = request.body(pieces.map((piece) => piece.bytes))
  const waits = wholeWaits([wait, ...pieces.map((piece) => piece.wait)])
  return writeCassette({
    version: 1,
    request: request.request,
    response: {
      wait: waits[0] ?? 0,
      status: response.status,
      headers: request.headers(response.headers),
      pieces: body.map((piece, index) => toPiece(waits[index + 1] ?? 0, piece)),
      // Many leave then: nothing more was to come.
      end: end === 'left' && isDone(body) ? 'close' : end,
    },
  })
}

/** Even if each byte is a piece, the last that count are among so many. */
const lastPieces = 24

function isDone(pieces: readonly Uint8Array[]): boolean {
  return /^data: ?\[DONE\]\s*$/m.test(pieces.slice(-lastPieces).map(toBinary).join(''))
}
