// Serves a chat page and the endpoint it calls: the key stays here, the page streams what comes. See page.ts for the page's part.
//   Here:   npm run example 12     OpenRouter answers where OPENROUTER_API_KEY is set, a mock where it is not
//   Yours:  npm install @chat-completion/core @chat-completion/http @chat-completion/node
//           npx esbuild page.ts --bundle --format=esm --outdir=dist
//           OPENROUTER_API_KEY=… node main.ts     without mock.ts, `upstream` is { provider: openRouter, env: process.env }
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { createHandler, openRouter, relay } from '@chat-completion/http'
import { serve } from '@chat-completion/node'
import { mock } from './mock.ts'

const { OPENROUTER_API_KEY } = process.env
const upstream = OPENROUTER_API_KEY
  ? { provider: openRouter, env: process.env }
  : { provider: openRouter, apiKey: 'none', fetch: mock.fetch }
const chat = createHandler(relay([{ ...upstream, model: 'openai/gpt-5-mini' }], { alwaysUsage: true }))

const files: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'page.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { file: 'dist/page.js', type: 'text/javascript; charset=utf-8' },
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith('/v1/')) return chat(request)
  const asked = Object.hasOwn(files, pathname) ? files[pathname] : undefined
  if (!asked) return new Response('Not found', { status: 404 })
  const headers = { 'content-type': asked.type, 'content-security-policy': "default-src 'self'; img-src data:" }
  return new Response(await readFile(new URL(asked.file, import.meta.url)), { headers })
}

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const { url } = await serve(answer, { port: Number(process.env.PORT ?? 3000), signal: stop.signal })
const body = '{"stream": true, "messages": [{"role": "user", "content": "What is a tide?"}]}'
console.log(
  `Open ${url} in a browser, or try the endpoint behind it. Ctrl-C ends it:\ncurl -N ${url}/v1/chat/completions --json '${body}'`,
)
