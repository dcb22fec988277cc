import { toByteStream } from '@chat-completion/fixtures'
import { type CassetteResponse, CorruptCassette, readCassette, toSteps } from './cassette.ts'
import { CassetteNames } from './cassette-names.ts'
import { type CassetteOptions, RedactedRequest } from './cassette-request.ts'
import type { CassetteStore } from './cassette-store.ts'
import { told } from './failed-answer.ts'
import { type MockFetch, toFetch } from './fetch.ts'
import { pause } from './pause.ts'
import { refusal } from './refusal.ts'

/** `redact` and `name` as they were given to `record`. */
export interface ReplayOptions extends CassetteOptions {
  /** How many times as fast as it was recorded: 1 by default; `Infinity` does not wait. */
  readonly speed?: number | undefined
}

/**
 * A `fetch` that answers from cassettes, in the pieces and at the pace at which they were recorded. A request that was not recorded, or
 * whose cassette cannot be played, gets an error with status 404 that names the cassette, and that no client tries again.
 *
 * @throws {RangeError} `speed` is not above 0.
 */
export function replay(store: CassetteStore, { speed = 1, ...options }: ReplayOptions = {}): MockFetch {
  if (!(speed > 0)) throw new RangeError(`Cannot replay at ${speed} times the speed: expected more than 0`)
  const names = new CassetteNames()
  return toFetch(async (request) => {
    let cannot = 'Cannot replay'
    try {
      const asked = new RedactedRequest(request, await request.text(), options)
      cannot += ` ${asked.request.method} ${asked.request.url}`
      const name = await names.next(asked.name)
      const text = await store.read(name)
      if (text == null) return refusal('missing_cassette', `${cannot}: there is no cassette "${name}"`)
      return await played(readCassette(name, text).response, speed, request.signal)
    } catch (error) {
      request.signal.throwIfAborted()
      if (error instanceof CorruptCassette) return refusal('corrupt_cassette', `${cannot}: ${error.message}`)
      // A store that fails, say.
      return refusal('failed_answer', `${cannot}: ${told(error)}`)
    }
  })
}

async function played(response: CassetteResponse, speed: number, signal: AbortSignal): Promise<Response> {
  const { wait, status, headers } = response
  if (wait / speed > 0) await pause(wait / speed, signal)
  const steps = toSteps(response, speed)
  // Such as 204, which may have no body.
  const body = steps.length === 0 ? null : toByteStream([], { done: false, fault: () => steps })
  return new Response(body, { status, headers })
}
