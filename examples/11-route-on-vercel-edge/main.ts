// Runs the route in Vercel's edge-runtime on this machine, as one bundle, with a mock in place of the provider where no key is set.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { serve } from '@chat-completion/node'
import { EdgeRuntime, runServer } from 'edge-runtime'
import { mock } from './mock.ts'

process.once('SIGINT', () => process.exit())

const upstream = process.env.OPENROUTER_API_KEY ? undefined : await serve(mock.handler, { port: 0 })
const env = upstream
  ? { OPENROUTER_API_KEY: 'none', OPENROUTER_BASE_URL: `${upstream.url}/v1` }
  : { OPENROUTER_API_KEY: process.env.OPENROUTER_API_KEY, OPENROUTER_BASE_URL: process.env.OPENROUTER_BASE_URL }

const runtime = new EdgeRuntime({
  initialCode: readFileSync(new URL('dist/edge.js', import.meta.url), 'utf8'),
  extend: (context) => Object.assign(context, { process: { env } }),
})
const server = await runServer({ runtime, host: '127.0.0.1', port: Number(process.env.PORT ?? 3000) })

const { origin } = new URL(server.url)
const body = '{"stream": true, "messages": [{"role": "user", "content": "When is the water high?"}]}'
console.log(`Listens at ${origin} until Ctrl-C. Try it:\ncurl -N ${origin}/api/chat/completions --json '${body}'`)
