import { type Asked, type Break, chunks, edited, headed, key, respond, streamed, whole } from '../broken-endpoint.ts'
import { errorResponse } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'
import { withDelta } from './stream-chunks.ts'

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
  {
    name: 'a role that comes late',
    break: () => chunks((body, place) => withDelta({ role: place === 0 ? undefined : 'assistant' })(body)),
  },
  { name: 'an empty answer', break: () => saying({ content: '' }, 'stop'), skips: ['completion-message'] },
  {
    name: 'thoughts that left no room for an answer',
    break: () => saying({ content: undefined, reasoning_content: 'The user wants …' }, 'length'),
    skips: ['completion-message'],
  },
  {
    name: 'one word that comes whole after a long thought',
    break: () => atOnce,
  },
  {
    name: 'a list of models of more than a mebibyte',
    break:
      () =>
      ({ path }) =>
        path === 'models' ? Response.json({ object: 'list', data: manyModels }) : undefined,
  },
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
  {
    name: 'a tool that is called only where it must be, which ends with "stop"',
    break: onlyForced,
    skips: ['tools-finish-reason', 'tools-stream-finish-reason'],
  },
  { name: 'a tool that is not called, and cannot be required', break: callingNone, skips: toolChecks },
  {
    name: 'results of no calls but its own',
    break: () =>
      refused(
        ({ messages }) => messages?.some((each) => each.role === 'tool' && each.tool_call_id !== 'call_1') === true,
      ),
  },
  {
    name: 'tools that are not implemented, in an envelope of its own',
    break:
      () =>
      ({ body }) =>
        body.tools ? Response.json({ detail: 'No tools here' }, { status: 501 }) : undefined,
    skips: toolChecks,
  },
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

const manyModels = Array.from({ length: 1_000 }, (_, place) => ({
  id: `model-${place}`,
  object: 'model',
  created: 1_700_000_000,
  owned_by: 'nobody',
  description: 'x'.repeat(1_200),
}))

/** Another message where the answer is a word. */
function saying(message: object, reason: string): Break {
  return whole((body) => {
    const [choice] = body.choices
    if (choice?.message.content !== 'hello' || body.choices.length > 1) return body
    return { ...body, choices: [{ ...choice, message: { ...choice.message, ...message }, finish_reason: reason }] }
  })
}

/** In one piece, where it is one word. */
async function atOnce({ body }: Asked, answer: () => Promise<Response>): Promise<Response | undefined> {
  if (!body.stream || !JSON.stringify(body).includes('word: hello')) return undefined
  const response = await answer()
  return new Response(await response.text(), response)
}

function onlyForced(): Break {
  const [inWhole, inStream] = [
    whole((body) => JSON.parse(JSON.stringify(body).replace('"finish_reason":"tool_calls"', '"finish_reason":"stop"'))),
    streamed((event) => `${event.replace('"finish_reason":"tool_calls"', '"finish_reason":"stop"')}\n\n`),
  ]
  return (asked, answer) => {
    if (!asked.body.tools || asked.body.messages?.at(-1)?.role === 'tool') return undefined
    if (asked.body.tool_choice === undefined) return withoutTools(asked, answer)
    return asked.body.stream ? inStream(asked, answer) : inWhole(asked, answer)
  }
}

const withoutTools = edited(({ tools: _, ...body }) => body)

function callingNone(): Break {
  return (asked, answer) => {
    if (!asked.body.tools) return undefined
    return asked.body.tool_choice === undefined ? withoutTools(asked, answer) : errorResponse(400)
  }
}

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
