export function htmlPage(status: number): Response {
  const page = `<!doctype html><html><head><title>${status}</title></head><body><h1>nginx</h1></body></html>`
  return new Response(page, { status, headers: { 'content-type': 'text/html' } })
}

/** A stream of these pieces that then neither says anything more nor ends. */
export function hanging(pieces: readonly string[] = []): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece))
    },
  })
}

/** A body that never ends, as quickly as it is read. */
export function endless(piece: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(piece)
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes)
    },
  })
}

export function errorResponse(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const error = { message: 'Something is wrong', type: 'invalid_request_error', param: null, code: null }
  return Response.json({ error }, { status, headers })
}

export function never(): Promise<Response> {
  return new Promise(() => {})
}

export function reset(): Promise<Response> {
  return Promise.reject(
    new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
  )
}

/** A body whose connection breaks. */
export function breaking(text: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = [new TextEncoder().encode(text)]
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift()
      if (piece) controller.enqueue(piece)
      else controller.error(new TypeError('terminated'))
    },
  })
}

export const json: Readonly<Record<string, string>> = { 'content-type': 'application/json' }

export const events: Readonly<Record<string, string>> = { 'content-type': 'text/event-stream' }
