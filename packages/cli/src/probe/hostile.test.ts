import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { key, respond } from '../../test/broken-endpoint.ts'
import { modelName } from '../../test/obedient-model.ts'
import { errorResponse, htmlPage } from '../../test/odd-responses.ts'
import { type Ran, runCli, type Surroundings } from '../../test/run-cli.ts'

const env = { OWN_KEY: key }
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listen(server: Server): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

function serveHttp(listener: RequestListener): Promise<string> {
  return listen(createServer({ keepAlive: false }, listener))
}

function serveTcp(onSocket: (socket: Socket) => void): Promise<string> {
  return listen(
    createTcpServer((socket) => {
      socket.on('error', () => {})
      onSocket(socket)
    }),
  )
}

function probe(url: string, options: readonly string[] = [], surroundings: Surroundings = {}): Promise<Ran> {
  const parameters = ['probe', url, '--api-key-env', 'OWN_KEY', ...options]
  return runCli(parameters, { env, ...surroundings })
}

/** What it says where there is nothing to check. */
function complaint({ exitCode, stdout, stderr }: Ran): string {
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  return stderr.replace(/127\.0\.0\.1:\d+/g, 'HOST')
}

describe('where there is no endpoint, it says what to do', () => {
  test('nothing listens', async () => {
    const url = await serveHttp(() => {})
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(complaint(await probe(url))).toBe(
      'error: Cannot reach http://HOST/v1: nothing listens there, start the server or check the port\n',
    )
  })

  test.each([
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', state: 'its TLS certificate is for another name, check the host' },
    { code: 'CERT_HAS_EXPIRED', state: 'its TLS certificate has expired' },
    {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      state: 'its TLS certificate is not trusted, name its authority in NODE_EXTRA_CA_CERTS',
    },
    { code: 'ERR_SSL_WRONG_VERSION_NUMBER', state: 'it does not speak TLS there, try http://' },
    { code: 'ENOTFOUND', state: 'there is no such host, check its name' },
    { code: 'EHOSTUNREACH', state: 'no way leads there from this machine' },
    { code: 'ConnectionRefused', state: 'nothing listens there, start the server or check the port' },
    { code: 'E_OTHER', state: 'fetch failed' },
  ])('the connection fails with $code', async ({ code, state }) => {
    const cause = Object.assign(new Error('no'), { code })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect(complaint(await probe('https://llm.example/v1', [], { fetch }))).toBe(
      `error: Cannot reach https://llm.example/v1: ${state}\n`,
    )
  })

  test('what answers does not speak HTTP', async () => {
    const url = await serveTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    expect(complaint(await probe(url))).toBe(
      'error: Cannot reach http://HOST/v1: what answers there does not speak HTTP\n',
    )
  })

  test('it closes each connection', async () => {
    const url = await serveTcp((socket) => socket.destroy())
    expect(complaint(await probe(url))).toContain('it closed the connection without an answer')
  })

  test('it takes connections and says nothing', async () => {
    const url = await serveTcp(() => {})
    expect(complaint(await probe(url, ['--timeout', '0.2', '--model', 'm']))).toMatch(/no answer came within \d+ s\n$/)
  })

  test('its headers have no end', async () => {
    const url = await serveTcp((socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x-header: x\r\n'.repeat(100_000)}`))
    expect(complaint(await probe(url))).toContain('Cannot reach')
  })

  test.each([
    { name: 'no key', options: ['probe'], state: /it wants an API key, name the environment variable/ },
    { name: 'a wrong key', keyValue: 'sk-wrong-0123456789', state: /it refuses the API key in OWN_KEY \(status 401/ },
  ])('it wants a key and gets $name', async ({ keyValue, state }) => {
    const fetch: Surroundings['fetch'] = (url, init) => respond(new Request(url, init))
    const parameters = ['probe', 'http://localhost/v1', ...(keyValue ? ['--api-key-env', 'OWN_KEY'] : [])]
    const ran = await runCli([...parameters, '--model', modelName], { env: { OWN_KEY: keyValue }, fetch })
    expect(complaint(ran)).toMatch(state)
    expect(ran.stderr).not.toContain(String(keyValue))
  })

  test.each([
    { status: 402, state: 'it wants to be paid (status 402: Something is wrong)' },
    { status: 403, state: 'it refuses the API key in OWN_KEY (status 403: Something is wrong)' },
    {
      status: 404,
      state: 'there is no chat completion, check the model "m" and the base URL (status 404: Something is wrong)',
    },
    { status: 429, state: 'it is too busy, try again later (status 429: Something is wrong)' },
  ])('it answers with status $status', async ({ status, state }) => {
    const fetch = async () => errorResponse(status, { 'retry-after': '0' })
    expect(complaint(await probe('http://localhost/v1', ['--model', 'm'], { fetch }))).toBe(
      `error: Cannot probe http://localhost/v1: ${state}\n`,
    )
  })

  test('it lists no models, and none is named', async () => {
    const fetch = async () => htmlPage(404)
    expect(complaint(await probe('http://localhost/', [], { fetch }))).toBe(
      'error: Cannot choose a model for http://localhost/: it lists none (received status 404), ' +
        'name one with --model, and check the base URL, which mostly ends with /v1\n',
    )
  })

  test('it redirects, and the key does not follow', async () => {
    const seen: unknown[] = []
    const other = await serveHttp(({ headers }, response) => {
      seen.push(headers)
      response.end('{}')
    })
    const url = await serveHttp((_, response) =>
      response.writeHead(307, { location: `${other}/chat/completions` }).end(),
    )
    expect(complaint(await probe(url, ['--model', 'm']))).toContain('it redirects to "http://HOST/v1/chat/completions"')
    expect(seen).toEqual([])
  })

  test('somebody presses Ctrl-C', async () => {
    const controller = new AbortController()
    const fetch: Surroundings['fetch'] = async (url, init) => {
      if (String(init.body).includes('alpha')) controller.abort()
      return respond(new Request(url, init))
    }
    const ran = await probe('http://localhost/v1', [], { fetch, interruption: controller.signal })
    expect(complaint(ran)).toBe('error: Cannot finish the check: it was interrupted\n')
  })
})

describe('whatever an endpoint does, there is a report', () => {
  test('it compresses', async () => {
    const url = await serveHttp(async (request, response) => {
      const answer = await answerTo(request)
      const headers = Object.fromEntries(answer.headers)
      response.writeHead(answer.status, { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' })
      const body = answer.body ? Readable.fromWeb(answer.body as never) : Readable.from([])
      await pipeline(body, createGzip({ flush: 2 }), response).catch(() => {})
    })
    const { exitCode, stdout } = await probe(url, ['--format', 'json'])
    const { checks } = JSON.parse(stdout)
    expect(checks.filter(({ outcome }: { outcome: string }) => outcome === 'failed')).toEqual([])
    expect(exitCode).toBe(0)
  })

  test('its answer unpacks to a gigabyte', async () => {
    const bomb = gzipSync(new Uint8Array(64 * 1024 * 1024))
    const url = await serveHttp(async (request, response) => {
      if (request.url?.endsWith('/models')) return response.end('{}')
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      for (let count = 0; count < 16; count += 1) response.write(bomb)
      response.end()
    })
    const { exitCode, stdout } = await probe(url, ['--model', 'm', '--only', 'completion', '--format', 'json'])
    expect(JSON.parse(stdout).checks[0]).toMatchObject({
      outcome: 'failed',
      reason: 'the answer is larger than any that was asked for',
    })
    expect(exitCode).toBe(1)
  })

  test('it answers a byte at a time', async () => {
    const url = await serveHttp((request, response) => {
      if (request.url?.endsWith('/models')) return response.end('{}')
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const timer = setInterval(() => response.write('d'), 10)
      response.on('close', () => clearInterval(timer))
    })
    const options = ['--model', 'm', '--only', 'completion-answers', '--timeout', '1', '--format', 'json']
    const { exitCode, stdout } = await probe(url, options)
    const [check] = JSON.parse(stdout).checks
    expect(check).toMatchObject({ outcome: 'failed', reason: 'the answer, of status 200, did not end within 1 s' })
    expect(exitCode).toBe(1)
  })

  test('it resets the connection in the middle of each answer', async () => {
    const url = await serveHttp((request, response) => {
      if (request.url?.endsWith('/models')) return response.end('{}')
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
      response.write('{"id":', () => request.socket.resetAndDestroy())
    })
    const { exitCode, stdout } = await probe(url, ['--model', 'm', '--format', 'json'])
    expect(JSON.parse(stdout).checks[2]).toMatchObject({
      id: 'completion-answers',
      reason: 'the connection broke in the middle of the answer',
    })
    expect(exitCode).toBe(1)
  })
})

describe.each(['pretty', 'markdown', 'json'])('nothing that an endpoint says does harm in %s:', (format) => {
  const nasty = `\u001b[2J\u001b]0;title\u0007 ${key} ${JSON.stringify(key)} ${encodeURIComponent(key)} \u202e | \`\`\`\n# heading ![x](http://evil.example/)`

  test('neither keys nor control characters nor markup', async () => {
    const fetch: Surroundings['fetch'] = async (url, init) => {
      if (url.endsWith('/models')) return Response.json({ data: [{ id: nasty }] }, { headers: { server: key } })
      const body = {
        id: nasty,
        choices: [{ message: { role: nasty, content: nasty, [nasty]: 1 }, finish_reason: nasty }],
      }
      const headers = { 'access-control-allow-origin': key, 'content-type': `text/${key}` }
      if (init.method !== 'POST') return new Response(nasty, { status: 418, headers })
      if (String(init.body).includes('"stream":true'))
        return new Response(`data: ${nasty}\n\ndata: {"error":{"message":${JSON.stringify(nasty)}}}`)
      return Response.json(body, { headers })
    }
    const { exitCode, stdout, stderr } = await probe('http://localhost/v1', ['--format', format, '--level', 'strict'], {
      fetch,
    })
    expect(exitCode).toBe(1)
    expect(stderr).toBe('')
    expect(stdout).not.toContain(key)
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e]/u)
    expect(stdout).not.toMatch(/^# heading/m)
  })
})

/** Node's request as the web's, answered. */
async function answerTo(request: Parameters<RequestListener>[0]): Promise<Response> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && chunks.length > 0
  const init = { method: request.method ?? 'GET', headers, ...(hasBody && { body: Buffer.concat(chunks) }) }
  return respond(new Request(`http://localhost${request.url}`, init))
}
