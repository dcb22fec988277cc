import { onDemand } from './on-demand.ts'
import { unlessAborted } from './pause.ts'
import { withBody } from './with-body.ts'

/** As `fetch`, for any SDK that takes one. */
export type MockFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** A `fetch` that reaches no network, and otherwise does as the real one: also when it is aborted, or the connection breaks. */
export function toFetch(respond: (request: Request) => Promise<Response>): MockFetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const signal = signalOf(request, input, init)
    signal.throwIfAborted()
    const response = await responded(respond(request), signal)
    if (response.type === 'error') throw new TypeError('Failed to fetch: the connection broke')
    return withBody(response, response.body && onDemand(response.body, { signal }), request.url.replace(/#.*/, ''))
  }
}

/** The client's own: a request's follows it only until the request, which nobody may hold any longer, is collected. */
function signalOf(request: Request, input: unknown, init: RequestInit = {}): AbortSignal {
  const given = init.signal === undefined && input instanceof Request ? input.signal : init.signal
  return given ?? request.signal
}

/** A response that comes too late is let go. */
async function responded(responding: Promise<Response>, signal: AbortSignal): Promise<Response> {
  try {
    const response = await unlessAborted(responding, signal)
    signal.throwIfAborted()
    return response
  } catch (error) {
    responding.then(({ body }) => body?.cancel(error)).catch(() => {})
    throw error
  }
}
