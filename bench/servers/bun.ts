import process from 'node:process'
import { serve } from '@chat-completion/bun'
import type { Handler } from '@chat-completion/http'
import { start } from './start.ts'

declare const Bun: { serve(options: object): { url: URL }; gc(force: boolean): void }

Object.assign(globalThis, { gc: () => Bun.gc(true) })
await start(process.argv[2] ?? '', {
  own: async (handler) => (await serve(handler, { port: 0 })).url,
  plain: async (handler: Handler) =>
    Bun.serve({ port: 0, hostname: '127.0.0.1', idleTimeout: 0, fetch: (request: Request) => handler(request) }).url
      .origin,
})
