/** As `fetch`, for any SDK that takes one. */
export type MockFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** A `fetch` that reaches no network, and otherwise does as the real one: also when it is aborted, or the connection breaks. */
export function toFetch(respond: (request: Request) => Promise<Response>): MockFetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const response = await respond(request)
    signal.throwIfAborted()
    if (response.type === 'error') throw new TypeError('Failed to fetch: the connection broke')
    const { body, status, statusText, headers } = response
    if (!body) return response
    return new Response(body.pipeThrough(new TransformStream(), { signal }), { status, statusText, headers })
  }
}
