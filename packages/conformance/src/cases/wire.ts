import { type Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { vi } from 'vitest'
import type { Call, CallFacts } from '../call.ts'
import { fetchSlowRecord, type SlowRecord } from '../interop/scenarios.ts'
import type { Story } from '../raw.ts'
import type { SpawnedServer } from '../spawn-server.ts'
import { patience } from './subject.ts'

// What tests send and see on the wire, without a client in between.

/** The body of a request for a scenario. */
export function question(model: string, prompt = 'Hi', more: object = {}): string {
  return JSON.stringify({ model, messages: [{ role: 'user', content: prompt }], ...more })
}

/** Asks the endpoint. */
export function ask(
  { url }: SpawnedServer,
  body: NonNullable<RequestInit['body']>,
  init: RequestInit = {},
): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body, ...init })
}

/** The data of a stream's events. */
export function dataOf(stream: string): string[] {
  return stream.split('\n\n').flatMap((event) => (event.startsWith('data: ') ? [event.slice(6)] : []))
}

/** The chunks of a stream, but for `[DONE]`. */
export function chunksOf(stream: string): Record<string, unknown>[] {
  return dataOf(stream)
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data))
}

/** What its chunks say. */
export function saidIn(stream: string): string {
  return chunksOf(stream)
    .flatMap(({ choices }) => choices as { delta: { content?: string } }[])
    .map(({ delta }) => delta.content ?? '')
    .join('')
}

/** Has the runtime's own client do something. */
export async function call({ url }: SpawnedServer, kind: 'whole' | 'stream', what: Call): Promise<CallFacts> {
  const response = await fetch(`${url}/client/${kind}`, { method: 'POST', body: JSON.stringify(what) })
  const answer = await response.text()
  if (!response.ok) throw new Error(`The client failed: ${answer}`)
  return JSON.parse(answer)
}

/** A client that has sent its request and does not read. */
export function connectTo(
  { url }: SpawnedServer,
  path: string,
  { body, headers = {} }: { body?: string; headers?: Readonly<Record<string, string>> } = {},
): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  const own = body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]
  const lines = [...own, ...Object.entries(headers).map((header) => header.join(': '))]
  const start = `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\nHost: ${hostname}\r\n`
  socket.write(`${start}${lines.map((line) => `${line}\r\n`).join('')}\r\n${body ?? ''}`)
  return socket.pause()
}

/** What is answered, or why it was not. */
export function request({ url }: SpawnedServer, path: string, agent?: Agent): Promise<string> {
  return new Promise((resolve) => {
    const fail = ({ code }: NodeJS.ErrnoException) => resolve(String(code))
    get(`${url}${path}`, { agent }, (response) => {
      text(response).then(resolve, fail)
    }).on('error', fail)
  })
}

/** What the server tells of a raw answer, once it has begun. */
export function storyOf({ url }: SpawnedServer, id: string): Promise<Story> {
  return vi.waitUntil(async () => (await (await fetch(`${url}/story?id=${id}`)).json()) as Story | null, patience)
}

/** What the server tells of a slow answer of the endpoint, once it is so. */
export function recordOf(
  { url }: SpawnedServer,
  prompt: string,
  isSo: (record: SlowRecord) => unknown,
  wait: { readonly timeout: number } = patience,
): Promise<SlowRecord> {
  return vi.waitUntil(
    async () => {
      const record = await fetchSlowRecord(`${url}/v1`, prompt)
      return record && isSo(record) ? record : undefined
    },
    { ...wait, interval: 20 },
  )
}

/** Waits until a count does not change any more, and gives what is counted. */
export function settled<Counted>(
  look: () => Promise<Counted> | Counted,
  count: (counted: Counted) => number,
): Promise<Counted> {
  let before = 0
  return vi.waitUntil(
    async () => {
      const counted = await look()
      const isSame = count(counted) === before
      before = count(counted)
      return isSame && before > 0 ? counted : undefined
    },
    { ...patience, interval: 150 },
  ) as Promise<Counted>
}
