import process from 'node:process'
import type { Handler } from '@chat-completion/http'
import { appOf } from './app.ts'

/** How a runtime serves: through its adapter, or by itself. Both give the URL. */
export interface Servers {
  readonly own: (handler: Handler) => Promise<string>
  readonly plain: (handler: Handler) => Promise<string>
}

/** Starts the server of a kind, says where, tells its memory when asked, and ends when its stdin closes. */
export async function start(kind: string, { own, plain }: Servers): Promise<void> {
  const app = await appOf(kind)
  const handler: Handler = (request, host) => (request.url.endsWith('/memory') ? memory() : app(request, host))
  const url = await (/^(?:own|relay)/.test(kind) ? own : plain)(handler)
  console.log(JSON.stringify({ url, pid: process.pid }))
  process.stdin.on('end', () => process.exit())
  process.stdin.resume()
}

/** Bytes of the heap, and of the process, after what nobody needs is gone. */
async function memory(): Promise<Response> {
  for (let round = 0; round < 3; round += 1) {
    ;(globalThis as { gc?: () => void }).gc?.()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const { heapUsed, rss } = process.memoryUsage()
  return new Response(JSON.stringify({ heapUsed, rss }), { headers: { 'content-type': 'application/json' } })
}
