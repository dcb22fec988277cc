import type { Handler, ServeOptions, Server } from '@chat-completion/http'
import { startServer } from '@chat-completion/http/adapter'

interface BunServer {
  readonly port: number
  stop(closeActiveConnections?: boolean): Promise<void>
}

declare const Bun: {
  serve(options: {
    port: number
    hostname: string
    idleTimeout: number
    development: boolean
    reusePort: boolean
    fetch: (request: Request) => Promise<Response>
  }): BunServer
}

/**
 * Serves a handler with `Bun.serve`.
 *
 * @returns A server that listens. Rejects where it cannot, as on a port that is taken.
 */
export function serve(handler: Handler, options: ServeOptions = {}): Promise<Server> {
  return startServer(handler, options, ({ port, hostname, answer }) => {
    const server = Bun.serve({
      port,
      hostname,
      // By default Bun cuts a stream that says nothing for ten seconds, as a model that thinks does.
      idleTimeout: 0,
      // In development Bun shows an error, its stack and its sources, to whoever sent the request.
      development: false,
      // Out of development a second server on a port would take it over, rather than fail.
      reusePort: false,
      fetch: (request) => answer(request),
    })
    return {
      port: server.port,
      stop: () => server.stop(),
      cut: () => server.stop(true),
    }
  })
}
