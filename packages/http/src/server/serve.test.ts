import { describe, expect, test, vi } from 'vitest'
import { type HostServer, type Listen, startServer } from '../adapter.ts'
import type { Handler, ServeOptions } from '../index.ts'

/** A host whose answers end when the test says so. */
function host() {
  const seen = { isCut: false, listen: undefined as Listen | undefined }
  let drain = (): void => {}
  const stopped = new Promise<void>((resolve) => {
    drain = resolve
  })
  const server: HostServer = {
    port: 4321,
    stop: () => stopped,
    cut() {
      seen.isCut = true
      drain()
    },
  }
  const start = async (handler: Handler, options: ServeOptions = {}) =>
    startServer(handler, options, (listen) => {
      seen.listen = listen
      return server
    })
  return { seen, drain, start }
}

const request = new Request('http://localhost/')
const hello: Handler = () => new Response('Hello')

test.each([
  { name: 'by default', options: {}, port: 3000, hostname: '127.0.0.1', url: 'http://127.0.0.1:4321' },
  { name: 'as asked', options: { port: 0, hostname: '::1' }, port: 0, hostname: '::1', url: 'http://[::1]:4321' },
])('listens $name', async ({ options, port, hostname, url }) => {
  const { seen, start } = host()
  expect((await start(hello, options)).url).toBe(url)
  expect(seen.listen).toMatchObject({ port, hostname })
})

test('a handler that throws is a 500, and no news for the client', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { seen, start } = host()
  await start(() => {
    throw new Error('The password is 123')
  })
  const response = await seen.listen?.answer(request)
  expect([response?.status, await response?.text()]).toEqual([500, 'Internal Server Error'])
  log.mockRestore()
})

test('a host that cannot listen rejects', async () => {
  await expect(startServer(hello, {}, () => Promise.reject(new Error('EADDRINUSE')))).rejects.toThrow('EADDRINUSE')
})

test('a signal that is aborted already keeps it from listening', async () => {
  const start = vi.fn()
  await expect(startServer(hello, { signal: AbortSignal.abort() }, start)).rejects.toMatchObject({ name: 'AbortError' })
  expect(start).not.toHaveBeenCalled()
})

describe('closing', () => {
  /** Whether the handler has been told, in the end. */
  async function closed(options: ServeOptions, act: (drain: () => void) => void) {
    const { seen, drain, start } = host()
    let closing: AbortSignal | undefined
    const server = await start((_, host) => {
      closing = host?.closing
      return new Response()
    }, options)
    await seen.listen?.answer(request)
    const done = server.close()
    act(drain)
    await done
    expect(await server.close()).toBe(undefined)
    return { isTold: closing?.aborted, isCut: seen.isCut }
  }

  test('waits for answers that are under way', async () => {
    expect(await closed({}, (drain) => setTimeout(drain, 20))).toEqual({ isTold: false, isCut: false })
  })

  test('after the timeout, tells them to end', async () => {
    expect(await closed({ closeTimeout: 10 }, (drain) => setTimeout(drain, 60))).toEqual({ isTold: true, isCut: false })
  })

  test('then cuts what is left', async () => {
    expect(await closed({ closeTimeout: 10 }, () => {})).toEqual({ isTold: true, isCut: true })
  })

  test('is what the signal asks for, and what `await using` does', async () => {
    const { drain, start } = host()
    const leaving = new AbortController()
    const stopping = new AbortController()
    const removed = vi.spyOn(stopping.signal, 'removeEventListener')
    const server = await start(hello, { signal: leaving.signal })
    leaving.abort()
    drain()
    await server.close()
    const other = await start(hello, { signal: stopping.signal })
    await other[Symbol.asyncDispose]()
    expect(removed).toHaveBeenCalledOnce()
  })
})
