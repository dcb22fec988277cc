import type { Break } from '../broken-endpoint.ts'
import { errorResponse, never } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'

export const abort: readonly Breakage[] = [
  {
    name: 'generating on for a client that has left a stream',
    break: () => stuck(true, never),
    fails: ['abort-stream'],
    timeout: 3,
  },
  {
    name: 'a crash when a client leaves a stream',
    break: () => stuck(true, async () => errorResponse(500)),
    fails: ['abort-stream'],
  },
  {
    name: 'generating on for a client that has left before the answer',
    break: () => stuck(false, never),
    fails: ['abort-before-answer'],
    timeout: 3,
  },
]

/** One slot, which stays taken when a client leaves before the end: of streams, or of whole answers. */
function stuck(ofStreams: boolean, after: () => Promise<Response>): Break {
  let isStuck = false
  return async ({ request, body }, answer) => {
    if (isStuck && request.method === 'POST') return after()
    if (ofStreams !== (body.stream === true)) return undefined
    let isOver = false
    request.signal.addEventListener('abort', () => {
      isStuck ||= !isOver
    })
    const response = await answer()
    if (!ofStreams || !response.body) {
      isOver = true
      return response
    }
    const watch = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      flush() {
        isOver = true
      },
    })
    return new Response(response.body.pipeThrough(watch), response)
  }
}
