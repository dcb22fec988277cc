// A route of Next.js on Vercel's edge that every OpenAI client can call at /api: the model and the instructions are the server's.
//   Here:   npm run example 11     main.ts runs it in Vercel's edge-runtime; a mock answers where OPENROUTER_API_KEY is not set
//   Yours:  npm install @chat-completion/http, copy `app`, then
//           OPENROUTER_API_KEY=… npx next dev
import { createHandler, openRouter, relay } from '@chat-completion/http'

export const runtime = 'edge'

const instructions = {
  role: 'system' as const,
  content: 'You are the harbour office of Brest. Answer in one sentence.',
}
const forward = relay([{ provider: openRouter, env: process.env, model: 'openai/gpt-5-mini' }])

// Of what a visitor sends, the conversation goes on, and whether to stream; not who plays the system, nor what costs more.
const handler = createHandler(
  ({ messages, stream }, context) => {
    const conversation = messages.filter(({ role }) => role === 'user' || role === 'assistant')
    return forward({ messages: [instructions, ...conversation], stream: stream === true, maxTokens: 500 }, context)
  },
  { basePath: '/api' },
)

/** The second parameter that Next.js passes is not what a handler takes. */
export const POST = (request: Request): Promise<Response> => handler(request)
