import { once } from 'node:events'
import type { Server as NodeServer, RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Handler, ServeOptions, Server } from '@chat-completion/http'
import { startServer } from '@chat-completion/http/adapter'

/**
 * Serves a handler with `node:http`.
 *
 * @returns A server that listens. Rejects where it cannot, as on a port that is taken.
 */
export function serve(handler: Handler, options: ServeOptions = {}): Promise<Server> {
  return startServer(handler, options, async ({ port, hostname, answer }) => {
    // Loaded when it is needed: a client starts in a fraction of the time.
    const [{ createServer }, bridge] = await Promise.all([import('node:http'), import('srvx/node')])
    const listener = bridge.toNodeHandler((request) => answer(request, { Response: bridge.FastResponse }))
    // Its type allows for HTTP/2 as well.
    const server = createServer(listener as RequestListener)
    closeOnlyIdle(server)
    server.listen(port, hostname)
    await once(server, 'listening')
    return {
      port: (server.address() as AddressInfo).port,
      stop: () => once(server.close(), 'close'),
      cut: () => server.closeAllConnections(),
    }
  })
}

/**
 * Lets `close()` close what is idle, and all of it: Node's own also cuts an answer that has ended but not left yet, and leaves
 * a connection that falls idle later open until its keep-alive ends.
 */
function closeOnlyIdle(server: NodeServer): void {
  const idle = new Set<Socket>()
  server.on('connection', (socket) => {
    idle.add(socket)
    socket.once('close', () => idle.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    idle.delete(socket)
    response.once('close', () => {
      if (!server.listening) socket.destroy()
      if (!socket.destroyed) idle.add(socket)
    })
  })
  server.closeIdleConnections = () => {
    for (const socket of idle) socket.destroy()
  }
}
