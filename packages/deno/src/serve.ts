import type { Handler, ServeOptions, Server } from '@chat-completion/http'
import { startServer } from '@chat-completion/http/adapter'

interface DenoServer {
  readonly addr: { readonly port: number }
  shutdown(): Promise<void>
}

declare const Deno: {
  serve(
    options: { port: number; hostname: string; signal: AbortSignal; onListen(): void },
    handler: (request: Request) => Promise<Response>,
  ): DenoServer
}

/**
 * Serves a handler with `Deno.serve`.
 *
 * Deno aborts `request.signal` also after an answer that arrived, and says so once on stderr: `--unstable-no-legacy-abort` ends both.
 *
 * @returns A server that listens. Rejects where it cannot, as on a port that is taken.
 */
export function serve(handler: Handler, options: ServeOptions = {}): Promise<Server> {
  return startServer(handler, options, ({ port, hostname, answer }) => {
    const cut = new AbortController()
    const server = Deno.serve({ port, hostname, signal: cut.signal, onListen() {} }, (request) => answer(request))
    return {
      port: server.addr.port,
      stop: () => server.shutdown(),
      cut: () => cut.abort(),
    }
  })
}
