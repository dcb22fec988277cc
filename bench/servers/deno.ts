import process from 'node:process'
import { serve } from '@chat-completion/deno'
import type { Handler } from '@chat-completion/http'
import { start } from './start.ts'

declare const Deno: { serve(options: object, handler: Handler): { addr: { port: number } } }

await start(process.argv[2] ?? '', {
  own: async (handler) => (await serve(handler, { port: 0 })).url,
  plain: async (handler) => {
    const { addr } = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen() {} }, (request) => handler(request))
    return `http://127.0.0.1:${addr.port}`
  },
})
