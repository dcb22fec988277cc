import { within } from '../timer.ts'
import type { Handler, Host } from './handler.ts'

export interface ServeOptions {
  /** 3000 by default; 0 takes a free one. */
  readonly port?: number | undefined
  /** Where to listen. This machine alone by default; `'0.0.0.0'` for every interface. */
  readonly hostname?: string | undefined
  /** Closes the server, as `close()` does. */
  readonly signal?: AbortSignal | undefined
  /** How long closing waits for answers that are under way before they are ended, in milliseconds: 10,000 by default. */
  readonly closeTimeout?: number | undefined
}

/** A server that listens. */
export interface Server {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:3000`. */
  readonly url: string
  /**
   * Takes no more requests, lets those under way finish, and after `closeTimeout` ends what is left: streams of `createHandler` with
   * an error event that says so, connections that stay open by force. Resolves when all are closed; more calls wait for the same.
   */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** A host's own server, as an adapter hands it over. */
export interface HostServer {
  /** Where it listens in the end. */
  readonly port: number
  /** Takes no more connections; resolves when those there are have ended. */
  readonly stop: () => Promise<unknown>
  /** Cuts the connections there are. */
  readonly cut: () => unknown
}

/** What a host listens to, and what it answers with. */
export interface Listen {
  readonly port: number
  readonly hostname: string
  /**
   * Never rejects.
   *
   * @param host What the host knows beside the request.
   */
  readonly answer: (request: Request, host?: Host) => Promise<Response>
}

/** How long answers have to say that the server stops, in milliseconds. */
const lastWords = 500
const defaultCloseTimeout = 10_000

/**
 * For adapters: lets a host serve a handler, and gives it the one way to stop.
 *
 * @param start Listens, and rejects where it cannot.
 */
export async function startServer(
  handler: Handler,
  { port = 3000, hostname = '127.0.0.1', signal, closeTimeout = defaultCloseTimeout }: ServeOptions,
  start: (listen: Listen) => HostServer | Promise<HostServer>,
): Promise<Server> {
  signal?.throwIfAborted()
  const closing = new AbortController()
  const answer: Listen['answer'] = (request, host) => answered(handler, request, { ...host, closing: closing.signal })
  const host = await start({ port, hostname, answer })
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= end()
    return closed
  }
  async function end(): Promise<void> {
    signal?.removeEventListener('abort', close)
    const stopped = host.stop().then(
      () => true,
      () => true,
    )
    if (await within(closeTimeout, stopped)) return
    closing.abort()
    if (await within(lastWords, stopped)) return
    await host.cut()
    await within(lastWords, stopped)
  }
  signal?.addEventListener('abort', close)
  if (signal?.aborted) await close()
  const url = `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${host.port}`
  return { url, close, [Symbol.asyncDispose]: close }
}

/** Hosts differ in what they make of a handler that fails. */
async function answered(handler: Handler, request: Request, host: Host): Promise<Response> {
  try {
    return await handler(request, host)
  } catch (error) {
    console.error(error)
    return new Response('Internal Server Error', { status: 500 })
  }
}
