import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ChatCompletionError } from '@chat-completion/core'
import {
  type CreateOptions,
  createChatCompletion,
  type StreamOptions,
  streamChatCompletion,
} from '@chat-completion/http'
import { describe, expect, test } from 'vitest'
import { completion, params, rejection, sse, told } from '../../test/fetches.ts'

const apiKey = 'sk-or-v1-0123456789'

async function serve(listener: RequestListener): Promise<AsyncDisposable & { baseUrl: string }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const create = (baseUrl: string, options: CreateOptions = {}) =>
  createChatCompletion(params, { baseUrl, apiKey, ...options })
const stream = (baseUrl: string, options: StreamOptions = {}) =>
  streamChatCompletion(params, { baseUrl, apiKey, ...options })

describe('over a real connection', () => {
  test('an answer comes, whole and in pieces', async () => {
    const bodies: unknown[] = []
    await using server = await serve(async (request, response) => {
      let text = ''
      for await (const piece of request) text += piece
      const body = JSON.parse(text)
      bodies.push([request.method, request.url, request.headers.authorization, body.stream])
      response.end(body.stream ? sse('Hel', 'lo') : JSON.stringify(completion))
    })
    expect(await create(server.baseUrl)).toMatchObject({ choices: [{ message: { content: 'Hello' } }] })
    expect(await stream(server.baseUrl).result()).toMatchObject({ status: 'complete' })
    const start = ['POST', '/v1/chat/completions', `Bearer ${apiKey}`]
    expect(bodies).toEqual([
      [...start, undefined],
      [...start, true],
    ])
  })

  test('another try is made where the server is busy, and where it hangs up', async () => {
    let tries = 0
    await using server = await serve((request, response) => {
      tries += 1
      if (tries === 1) request.socket.destroy()
      else if (tries === 2) response.writeHead(503, { 'retry-after-ms': '1' }).end('{"error":')
      else response.end(JSON.stringify(completion))
    })
    expect(await create(server.baseUrl)).toMatchObject({ model: 'm' })
    expect(tries).toBe(3)
  })

  test('a server that is not there is a typed error with its code', async () => {
    const server = await serve(() => {})
    await server[Symbol.asyncDispose]()
    const error = await rejection(create(server.baseUrl, { maxRetries: 0 }))
    expect(error).toBeInstanceOf(ChatCompletionError)
    expect(error).toMatchObject({ code: 'connection', message: 'Cannot reach the provider: ECONNREFUSED' })
    expect(told(error)).not.toContain(apiKey)
  })

  test('a server that breaks off is disconnected, and is asked once', async () => {
    let tries = 0
    await using server = await serve((request, response) => {
      tries += 1
      response.write(sse('Hello').slice(0, 180), () => request.socket.destroy())
    })
    expect(await rejection(create(server.baseUrl))).toMatchObject({ code: 'disconnected' })
    expect(await stream(server.baseUrl).result()).toMatchObject({
      error: { code: 'disconnected' },
      completion: { choices: [{ message: { content: 'Hello' } }] },
    })
    expect(tries).toBe(2)
  })

  test.each<{ name: string; leave: (baseUrl: string, signal: AbortSignal, abort: () => void) => Promise<unknown> }>([
    {
      name: 'an abort',
      leave: (url, signal, abort) => {
        setTimeout(abort, 30)
        return rejection(create(url, { signal }))
      },
    },
    { name: 'a timeout', leave: (url) => rejection(create(url, { timeout: 30 })) },
    {
      name: 'a break',
      leave: async (url) => {
        for await (const _ of stream(url)) break
      },
    },
    { name: 'an idle timeout', leave: (url) => stream(url, { idleTimeout: 30 }).result() },
  ])('$name closes the connection', async ({ leave }) => {
    const controller = new AbortController()
    let closed!: (value: string) => void
    const closing = new Promise<string>((resolve) => {
      closed = resolve
    })
    await using server = await serve((_, response) => {
      response.on('close', () => closed('closed'))
      response.write(sse('Hello').slice(0, 180))
    })
    await leave(server.baseUrl, controller.signal, () => controller.abort())
    expect(await closing).toBe('closed')
  })
})
