import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text as textFrom } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

// A provider as they are, in the test's own process.

/** What an upstream has seen of a call. Times are of `Date.now()`. */
interface Seen {
  /** When it was asked. */
  readonly tries: number[]
  authorization?: string | undefined
  body?: { readonly [key: string]: unknown }
  /** When its client left before the end. */
  left?: number
  /** How much it could write, in bytes. */
  written: number
}

export interface TestUpstream {
  /** The base URL of a scenario; a new one has not been asked yet. */
  at(scenario: Scenario): { readonly baseUrl: string; readonly seen: Seen }
  close(): Promise<void>
}

export const upstreamText = 'Paris, voilà 🗼'
const upstreamUsage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 }
export const requestId = 'req_upstream'

export type Scenario =
  | 'whole'
  | 'stream'
  | 'slow'
  | 'stall'
  | 'mute'
  | 'flood'
  | 'unauthorized'
  | 'busy'
  | 'down'
  | 'html'
  | 'empty'
  | 'errorIn200'
  | 'errorEvent'
  | 'broken'

const base = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'm' }

/** With white space that kept the connection alive. */
export const wholeBody: string = `\n  \n ${JSON.stringify({
  ...base,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: upstreamText }, finish_reason: 'stop' }],
  usage: upstreamUsage,
})}\n`

/** With comments, both kinds of line end, and fields nobody knows. */
export const streamBody: string = [
  ': PROCESSING\n\n',
  ...Array.from(upstreamText, (letter) => event({ content: letter })),
  `event: message\r\ndata: ${JSON.stringify({ ...chunk({}, 'stop'), service_tier: 'x' })}\r\n\r\n`,
  `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [], usage: upstreamUsage })}\n\n`,
  'data: [DONE]\n\n',
].join('')

const json = { 'content-type': 'application/json', 'x-request-id': requestId }
const events = { 'content-type': 'text/event-stream', 'x-request-id': requestId }

type Answer = (response: ServerResponse, seen: Seen) => unknown

const scenarios: Readonly<Record<Scenario, Answer>> = {
  whole: answerWhole,
  stream: answerStream,
  async slow(response, seen) {
    response.writeHead(200, events)
    while (!seen.left && !response.closed) {
      response.write(event({ content: 'x' }))
      await sleep(20)
    }
  },
  /** Begins, and says no more. */
  stall: (response) => response.writeHead(200, events).write(event({ role: 'assistant', content: '' })),
  /** Says nothing at all. */
  mute() {},
  async flood(response, seen) {
    response.writeHead(200, events)
    const piece = event({ content: 'x'.repeat(65_536) })
    function* pieces(): Generator<string> {
      for (; seen.written < 500_000_000; seen.written += piece.length) yield piece
    }
    await pipeline(Readable.from(pieces(), { highWaterMark: 1 }), response).catch(() => {})
  },
  unauthorized: (response) =>
    response
      .writeHead(401, json)
      .end('{"error":{"message":"No such key","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}'),
  /** Once. */
  busy(response, seen) {
    if (seen.tries.length > 1) return seen.body?.stream ? answerStream(response) : answerWhole(response)
    return response.writeHead(429, { ...json, 'retry-after': '1' }).end('{"error":{"message":"Busy"}}')
  },
  down: (response) => response.writeHead(503, json).end('{"error":{"message":"Down"}}'),
  html: (response) => response.writeHead(200, { ...json, 'content-type': 'text/html' }).end('<html>Welcome</html>'),
  empty: (response) => response.writeHead(200, json).end(),
  errorIn200: (response) => response.writeHead(200, json).end('{"error":{"message":"Overloaded","code":503}}'),
  errorEvent: (response) =>
    response.writeHead(200, events).end(': PROCESSING\n\ndata: {"error":{"message":"Overloaded","code":503}}\n\n'),
  broken(response) {
    response.writeHead(200, events).write(event({ content: 'Par' }))
    response.write(event({ content: 'is' }))
    setTimeout(() => response.socket?.destroy(), 50)
  },
}

/** Starts it. */
export async function startUpstream(): Promise<TestUpstream> {
  const calls = new Map<string, Seen>()
  const server = createServer(async (request, response) => {
    const [, scenario, id = ''] = request.url?.split('/') ?? []
    const answer: Answer | undefined = scenarios[scenario as Scenario]
    const seen = calls.get(id)
    if (!answer || !seen) return response.writeHead(404).end()
    seen.tries.push(Date.now())
    seen.authorization = request.headers.authorization
    response.on('close', () => {
      if (!response.writableFinished) seen.left ??= Date.now()
    })
    const body = await textFrom(request).catch(() => undefined)
    if (body === undefined) return undefined
    seen.body = JSON.parse(body)
    return answer(response, seen)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    at(scenario) {
      const id = crypto.randomUUID()
      const seen: Seen = { tries: [], written: 0 }
      calls.set(id, seen)
      return { baseUrl: `http://127.0.0.1:${port}/${scenario}/${id}`, seen }
    },
    async close() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

function answerWhole(response: ServerResponse): void {
  response.writeHead(200, json).end(wholeBody)
}

async function answerStream(response: ServerResponse): Promise<void> {
  response.writeHead(200, events)
  // Cut anywhere, in the middle of a letter too.
  const bytes = Buffer.from(streamBody)
  for (let start = 0; start < bytes.length; start += 301) {
    response.write(bytes.subarray(start, start + 301))
    await sleep(1)
  }
  response.end()
}

function chunk(delta: object, finishReason: string | null = null): object {
  return {
    ...base,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  }
}

function event(delta: object): string {
  return `data: ${JSON.stringify(chunk(delta))}\n\n`
}
