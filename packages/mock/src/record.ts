import { type CassetteResponse, toPiece, writeCassette } from './cassette.ts'
import { CassetteNames } from './cassette-names.ts'
import { type CassetteOptions, RedactedRequest } from './cassette-request.ts'
import type { CassetteStore } from './cassette-store.ts'
import type { MockFetch } from './fetch.ts'
import { fromBytes, toBytes } from './pieces.ts'
import { type TimedPiece, tap } from './tap.ts'
import { wholeWaits } from './whole-waits.ts'

export interface RecordOptions extends CassetteOptions {
  /** Gets what keeps a cassette from being written; the call goes on. `console.error` by default. */
  readonly onError?: ((error: unknown) => void) | undefined
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
  const write = (work: Promise<unknown>): void => {
    const written: Promise<void> = work.then(() => {}, onError).finally(() => writing.delete(written))
    writing.add(written)
  }

  async function recorder(...parameters: Parameters<MockFetch>): Promise<Response> {
    const [copy, sent] = twice(...parameters)
    const text = copy.text()
    // It is told when there is something to write.
    text.catch(() => {})
    const start = performance.now()
    const response = await fetch(...sent)
    const wait = performance.now() - start
    // Names are given in the order of the responses: what has none is not recorded, and will not be asked for.
    const named = text.then((body) => {
      const request = new RedactedRequest(copy, body, options)
      return { request, name: names.next(request.name) }
    })
    named.catch(() => {})
    return tap(response, (pieces, end) =>
      write(named.then(({ request, name }) => store.write(name, cassetteOf(request, response, { wait, pieces, end })))),
    )
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
  const body = request.body(fromBytes(pieces.map((piece) => piece.bytes)))
  const waits = wholeWaits([wait, ...pieces.map((piece) => piece.wait)])
  return writeCassette({
    version: 1,
    request: request.request,
    response: {
      wait: waits[0] ?? 0,
      status: response.status,
      headers: request.headers(response.headers),
      pieces: toBytes(body).map((piece, index) => toPiece(waits[index + 1] ?? 0, piece)),
      // Many leave then: nothing more was to come.
      end: end === 'left' && /^data: ?\[DONE\]\s*$/m.test(body.text) ? 'close' : end,
    },
  })
}

/** What is sent, and a copy of it to look at, whose call is not aborted. */
function twice(...[input, init]: Parameters<MockFetch>): [copy: Request, sent: Parameters<MockFetch>] {
  const copied = { ...init, signal: null }
  if (init?.body instanceof ReadableStream) {
    const [ours, theirs] = init.body.tee()
    return [new Request(input, { ...copied, body: ours }), [input, { ...init, body: theirs }]]
  }
  return [new Request(input instanceof Request ? input.clone() : input, copied), [input, init]]
}
