// Serves a model with a character of its own on Bun: each question goes on to a provider, behind a system prompt.
//   Here:   npm run example 09     OpenRouter answers where OPENROUTER_API_KEY is set, a mock where it is not
//   Yours:  bun add @chat-completion/http @chat-completion/bun
//           OPENROUTER_API_KEY=… bun main.ts     without mock.ts, `createClient()` is enough
import process from 'node:process'
import { createClient, serve } from '@chat-completion/bun'
import { createHandler } from '@chat-completion/http'
import { mock } from './mock.ts'

const client = createClient(process.env.OPENROUTER_API_KEY ? {} : { apiKey: 'none', fetch: mock.fetch })
const character = { role: 'system' as const, content: 'You are an old lighthouse keeper. Answer in one sentence.' }

// The answer is the provider's stream; a client that wants a whole gets one, and one that leaves ends the call.
const handler = createHandler(
  ({ messages }, { signal }) =>
    client.streamChatCompletion({ model: 'openai/gpt-5-mini', messages: [character, ...messages] }, { signal }),
  { models: ['keeper'] },
)

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const { url } = await serve(handler, { port: Number(process.env.PORT ?? 3000), signal: stop.signal })
const body = '{"model": "keeper", "stream": true, "messages": [{"role": "user", "content": "How is the sea today?"}]}'
console.log(`Listens at ${url} until Ctrl-C. Try it:\ncurl -N ${url}/v1/chat/completions --json '${body}'`)
