import { type Break, chunks, edited, headed, key, respond, streamed, whole } from '../broken-endpoint.ts'
import { errorResponse } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'

/** It fails nothing, and leaves something that cannot be judged. */
interface Harmless extends Omit<Breakage, 'fails'> {
  readonly skips?: readonly string[]
}

const toolChecks = [
  'tools-call',
  'tools-arguments',
  'tools-ids',
  'tools-finish-reason',
  'tools-shape',
  'tools-result',
  'tools-stream-call',
  'tools-stream-index',
  'tools-stream-ids',
  'tools-stream-arguments',
  'tools-stream-finish-reason',
]

/** What endpoints do differently, and may. */
export const harmless: readonly Harmless[] = [
  { name: 'CRLF', break: () => streamed((event) => `${event}\r\n\r\n`) },
  {
    name: 'comments and a byte order mark',
    break: () => streamed((event, place) => `${place === 0 ? '\ufeff' : ''}: ping\n\n${event}\n\n`),
  },
  { name: 'no space after "data:"', break: () => streamed((event) => `${event.replace('data: ', 'data:')}\n\n`) },
  { name: 'names of events', break: () => streamed((event) => `event: message\n${event}\n\n`) },
  { name: 'null usage in all other chunks', break: () => chunks((body) => ({ usage: null, ...body })) },
  { name: 'keys of its own', break: () => whole((body) => ({ ...body, provider: 'p', x_own: { a: 1 } })) },
  {
    name: 'blanks before the answer',
    break:
      () =>
      async ({ body }, answer) => {
        if (body.stream || body.messages === undefined) return undefined
        const response = await answer()
        return new Response(`\n\n   ${await response.text()}`, response)
      },
  },
  {
    name: 'another spelling of the types',
    break: () =>
      headed((sent) =>
        sent.set('content-type', String(sent.get('content-type')).toUpperCase().replace('; CHARSET', ' ;charset')),
      ),
  },
  { name: 'no n', break: () => refused(({ n }) => n !== undefined), skips: ['completion-choices'] },
  { name: 'no stop sequences', break: () => refused(({ stop }) => stop !== undefined), skips: ['completion-stop'] },
  { name: 'no unknown parameters', break: () => refused((body) => 'probe_unknown_parameter' in body) },
  { name: 'no tool that is required', break: () => refused((body) => body.tool_choice === 'required') },
  { name: 'no tools', break: () => refused((body) => body.tools !== undefined), skips: toolChecks },
  {
    name: 'neither max_tokens nor a temperature',
    break:
      () =>
      async ({ body }) => {
        const odd = ['max_tokens', 'temperature'].find((each) => each in body)
        const error = {
          message: `Unsupported parameter: '${odd}'`,
          type: 'invalid_request_error',
          param: odd,
          code: null,
        }
        return odd ? Response.json({ error }, { status: 400 }) : undefined
      },
  },
  {
    name: 'any model',
    break: () => edited((body) => ({ ...body, model: 'obedient-1' })),
    skips: ['errors-unknown-model'],
  },
  { name: 'any key', break: () => withRightKey, skips: ['errors-wrong-key'] },
  { name: 'status 429 that says how long', break: busyTwice },
]

function refused(isMeant: (body: Parameters<Break>[0]['body']) => boolean): Break {
  return ({ body }) => (isMeant(body) ? errorResponse(400) : undefined)
}

function withRightKey({ request, body }: Parameters<Break>[0]): ReturnType<Break> {
  const headers = new Headers(request.headers)
  if (headers.get('authorization') === `Bearer ${key}` || request.method !== 'POST') return undefined
  headers.set('authorization', `Bearer ${key}`)
  const { url, method, signal } = request
  return respond(new Request(url, { method, headers, signal, body: JSON.stringify(body) }))
}

function busyTwice(): Break {
  let count = 0
  return ({ path }) => {
    count += 1
    return path === 'chat/completions' && count < 5 && count % 2 === 0
      ? errorResponse(429, { 'retry-after': '0' })
      : undefined
  }
}
