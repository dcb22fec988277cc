// Runs worker.ts in workerd on this machine, as `npx wrangler dev` does, but with a mock in place of providers whose keys are not set.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { serve } from '@chat-completion/node'
import { unstable_startWorker } from 'wrangler'
import { mock } from './mock.ts'

// Wrangler's own answer to Ctrl-C is the status 130. Its workerd ends with this process.
process.once('SIGINT', () => process.exit())

const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENROUTER_API_KEY, OPENROUTER_BASE_URL } = process.env
const upstream = OPENROUTER_API_KEY ? undefined : await serve(mock.handler, { port: 0 })
const baseUrl = `${upstream?.url}/v1`
const secrets = {
  CLIENT_KEYS: '{"ada": "sk-ada"}',
  ...(upstream
    ? { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: baseUrl, OPENROUTER_API_KEY: 'none', OPENROUTER_BASE_URL: baseUrl }
    : { OPENAI_API_KEY, OPENAI_BASE_URL, OPENROUTER_API_KEY, OPENROUTER_BASE_URL }),
}
const given = Object.entries(secrets).filter(([, value]) => value)

const port = Number(process.env.PORT ?? 3000)
// On a port that is taken, wrangler would neither start nor say why.
await (await serve(mock.handler, { port })).close()

const worker = await unstable_startWorker({
  config: fileURLToPath(new URL('wrangler.jsonc', import.meta.url)),
  bindings: Object.fromEntries(given.map(([name, value = '']) => [name, { type: 'secret_text', value }])),
  dev: {
    server: { hostname: '127.0.0.1', port },
    inspector: false,
    logLevel: 'error',
    persist: false,
    structuredLogsHandler: ({ message }: { message: string }) => console.log(message),
  },
})
await worker.ready

const { origin } = await worker.url
const body =
  '{"model": "openai/gpt-5-mini", "stream": true, "messages": [{"role": "user", "content": "What does the tide do?"}]}'
console.log(`Listens at ${origin} until Ctrl-C. Try it:
curl -N ${origin}/v1/chat/completions -H 'authorization: Bearer sk-ada' --json '${body}'
curl ${origin}/usage -H 'authorization: Bearer sk-ada'`)
