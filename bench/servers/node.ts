import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import type { Handler } from '@chat-completion/http'
import { serve } from '@chat-completion/node'
import { toNodeHandler } from 'srvx/node'
import { start } from './start.ts'

await start(process.argv[2] ?? '', {
  own: async (handler) => (await serve(handler, { port: 0 })).url,
  plain: (handler: Handler) =>
    new Promise<string>((resolve) => {
      const server = createServer(toNodeHandler(async (request) => handler(request)) as RequestListener)
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
    }),
})
