import type * as Wire from '@chat-completion/core/wire'
import { createHandler } from '@chat-completion/http'
import { modelName, obedientModel } from './obedient-model.ts'
import { errorResponse } from './odd-responses.ts'

/** Nothing tells it from a word but that it is the key. */
export const key = 'own_0123456789abcdef_secret'

/** What answers a request. */
export type Respond = (request: Request) => Promise<Response>

/** An endpoint of which nothing is wrong. */
export const respond: Respond = createHandler(obedientModel, {
  models: [modelName],
  authorize: (given) => given === key,
  cors: true,
})

/** What of a request the breakages go by. */
export interface Asked {
  readonly request: Request
  readonly path: string
  /** In characters. */
  readonly size: number
  /** Without a key where it is not JSON. */
  readonly body: Partial<Wire.ChatCompletionCreateParams>
}

/** Breaks what is answered: undefined leaves it as it is. */
export type Break = (
  asked: Asked,
  answer: () => Promise<Response>,
) => Response | undefined | Promise<Response | undefined>

export function broken(breakIt: Break): Respond {
  return async (request) => {
    const text = await request.clone().text()
    const asked = {
      request,
      path: new URL(request.url).pathname.replace(/^\/v1\//, ''),
      size: text.length,
      body: parsed(text),
    }
    return (await breakIt(asked, () => respond(request))) ?? respond(request)
  }
}

function parsed(text: string): Asked['body'] {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Another answer to each request that is right, and asks for a completion, whole or streamed. */
export function whole(change: (completion: Wire.ChatCompletion) => unknown): Break {
  return ({ path, body, request }, answer) => {
    if (path !== 'chat/completions' || request.method !== 'POST' || body.stream) return undefined
    return changed(answer, (response) => jsonOf(response, change))
  }
}

export function streamed(change: (event: string, place: number) => string, end: () => string = () => ''): Break {
  return ({ path, body }, answer) => {
    if (path !== 'chat/completions' || !body.stream) return undefined
    return changed(answer, (response) => new Response(response.body?.pipeThrough(eachEvent(change, end)), response))
  }
}

/** Other chunks: undefined leaves one out, several take the place of one. */
export function chunks(change: (chunk: Wire.ChatCompletionChunk, place: number) => unknown): Break {
  return streamed((event, place) => {
    if (event === 'data: [DONE]') return `${event}\n\n`
    return [change(JSON.parse(event.slice(6)), place)]
      .flat()
      .filter((chunk) => chunk !== undefined)
      .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
      .join('')
  })
}

/** Another answer to each request that is wrong. */
export function mistaken(change: (response: Response) => Response | Promise<Response>): Break {
  return async (_, answer) => {
    const response = await answer()
    return response.status >= 400 ? change(response) : response
  }
}

/** Other headers of each answer. */
export function headed(change: (headers: Headers) => void, isMeant: (asked: Asked) => boolean = () => true): Break {
  return async (asked, answer) => {
    const response = await answer()
    if (!isMeant(asked)) return response
    const headers = new Headers(response.headers)
    change(headers)
    return new Response(response.body, { status: response.status, headers })
  }
}

export async function jsonOf<Body>(response: Response, change: (body: Body) => unknown): Promise<Response> {
  const { status, headers } = response
  return new Response(JSON.stringify(change((await response.json()) as Body)), { status, headers })
}

async function changed(
  answer: () => Promise<Response>,
  change: (response: Response) => Response | Promise<Response>,
): Promise<Response> {
  const response = await answer()
  return response.status === 200 ? change(response) : response
}

function eachEvent(
  change: (event: string, place: number) => string,
  end: () => string,
): ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const [decoder, encoder] = [new TextDecoder(), new TextEncoder()]
  let [rest, place] = ['', 0]
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const text = change(event, place++)
        if (text !== '') controller.enqueue(encoder.encode(text))
      }
    },
    flush(controller) {
      const text = end()
      if (text !== '') controller.enqueue(encoder.encode(text))
    },
  })
}

/** Another response to each request that is right, and asks for a whole completion. */
export function wholly(give: () => Response | Promise<Response>): Break {
  return ({ path, body, request }, answer) => {
    if (path !== 'chat/completions' || request.method !== 'POST' || body.stream) return undefined
    return changed(answer, give)
  }
}

/** Another response to each request that is right, and asks for a stream. */
export function streaming(give: () => Response | Promise<Response>): Break {
  return ({ path, body }, answer) => (path === 'chat/completions' && body.stream ? changed(answer, give) : undefined)
}

/** Takes requests for others. */
export function edited(
  change: (body: Asked['body']) => object,
  isMeant: (body: Asked['body']) => boolean = () => true,
): Break {
  return ({ request, body }) => {
    const { url, method, headers, signal } = request
    if (method !== 'POST' || !isMeant(body) || body.messages === undefined) return undefined
    return respond(new Request(url, { method, headers, signal, body: JSON.stringify(change(body)) }))
  }
}

/** Refuses some requests. */
export function refusing(isMeant: (body: Asked['body']) => boolean, status: number): Break {
  return ({ body }) => (isMeant(body) ? errorResponse(status) : undefined)
}
