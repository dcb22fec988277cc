import { expect } from 'vitest'
import { deltasBeforeFailure, failureMessage, maxBodySize, retryAfter, wrongKey } from '../interop/scenarios.ts'
import type { SpawnedServer } from '../spawn-server.ts'
import { check, type Subject } from './subject.ts'
import { ask, chunksOf, dataOf, question, saidIn } from './wire.ts'

const json = { 'content-type': 'application/json' }

interface Refusal {
  readonly name: string
  readonly ask: (server: SpawnedServer) => Promise<Response>
  readonly status: number
  readonly error: object
  readonly header?: readonly [name: string, value: string]
}

const refusals: readonly Refusal[] = [
  {
    name: '400 for a parameter, with its name',
    ask: (server) => ask(server, question('chat', '', { temperature: 'hot' })),
    status: 400,
    error: { type: 'invalid_request_error', param: 'temperature', code: 'invalid_type' },
  },
  {
    name: '400 for what is no JSON',
    ask: (server) => ask(server, '{'),
    status: 400,
    error: { type: 'invalid_request_error', param: null, code: null },
  },
  {
    name: '401 for a wrong key',
    ask: (server) => ask(server, question('chat'), { headers: { ...json, authorization: `Bearer ${wrongKey}` } }),
    status: 401,
    error: { type: 'invalid_request_error', code: 'invalid_api_key' },
    header: ['www-authenticate', 'Bearer'],
  },
  {
    name: '404 for an unknown path',
    ask: ({ url }) => fetch(`${url}/v1/embeddings`),
    status: 404,
    error: { type: 'invalid_request_error', code: 'unknown_url' },
  },
  {
    name: '404 for an unknown model',
    ask: (server) => ask(server, question('none')),
    status: 404,
    error: { param: 'model', code: 'model_not_found' },
  },
  {
    name: '405 for GET',
    ask: ({ url }) => fetch(`${url}/v1/chat/completions`),
    status: 405,
    error: { type: 'invalid_request_error' },
    header: ['allow', 'POST'],
  },
  {
    name: '415 for another type',
    ask: (server) => ask(server, question('chat'), { headers: { 'content-type': 'text/plain' } }),
    status: 415,
    error: { type: 'invalid_request_error' },
  },
  {
    name: '429, with Retry-After',
    ask: (server) => ask(server, question('error-429')),
    status: 429,
    error: { type: 'type_429', code: 'code_429' },
    header: ['retry-after', String(retryAfter)],
  },
  {
    name: '429 for a stream, with Retry-After',
    ask: (server) => ask(server, question('error-429', '', { stream: true })),
    status: 429,
    error: { type: 'type_429', code: 'code_429' },
    header: ['retry-after', String(retryAfter)],
  },
  {
    name: '500 where the answer throws, and nothing of why',
    ask: (server) => ask(server, question('fails')),
    status: 500,
    error: { type: 'server_error', message: 'The server failed to answer the request' },
  },
]

/** How the endpoint tells what went wrong. */
export function errorCases(subject: Subject): void {
  const { server } = subject
  for (const { name, ask: send, status, error, header } of refusals) {
    check(subject, `answers ${name}`, async () => {
      const response = await send(server())
      expect(response.status).toBe(status)
      expect(response.headers.get('x-request-id')).toMatch(/^req_/)
      if (header) expect(response.headers.get(header[0])).toBe(header[1])
      const shape = { message: expect.any(String), type: expect.any(String) }
      expect(await response.json()).toMatchObject({ error: { param: null, code: null, ...shape, ...error } })
    })
  }

  check(subject, 'tells of a failure in the middle of a stream, after what came', async () => {
    const response = await ask(server(), question('fail-midstream', '', { stream: true }))
    expect(response.status).toBe(200)
    const stream = await response.text()
    expect(saidIn(stream)).toBe(deltasBeforeFailure.join(''))
    expect(chunksOf(stream).at(-1)).toMatchObject({
      choices: [{ finish_reason: 'error' }],
      error: { message: failureMessage, code: 503 },
    })
    expect(dataOf(stream).at(-1)).toBe('[DONE]')
  })

  check(subject, 'answers 500 where a handler throws, and keeps the reason from the client', async () => {
    const response = await fetch(`${server().url}/throw`)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('a secret')
  })

  check(subject, 'outlives a body that fails', async () => {
    await fetch(`${server().url}/break`)
      .then((response) => response.text(), String)
      .catch(String)
    expect(await (await fetch(server().url)).text()).toBe('hello')
  })
}

/** What the endpoint takes, and not more. */
export function serverLimitCases(subject: Subject): void {
  const { server } = subject
  const sized = (size: number): string => question('echo', 'x'.repeat(size - question('echo', '').length))
  const tooLarge = {
    error: { type: 'invalid_request_error', message: expect.stringContaining(`${maxBodySize} bytes`) },
  }

  check(subject, 'takes a request of just the largest size', async () => {
    const response = await ask(server(), sized(maxBodySize))
    expect(response.status).toBe(200)
  })

  check(subject, 'answers 413 to one byte more', async () => {
    const response = await ask(server(), sized(maxBodySize + 1))
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject(tooLarge)
  })

  check(subject, 'answers 413 to a body of no announced size', async () => {
    const body = new Blob([sized(maxBodySize + 1)]).stream()
    // Not in the DOM's types.
    const duplex: object = { duplex: 'half' }
    const response = await ask(server(), body, duplex)
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject(tooLarge)
  })
}
