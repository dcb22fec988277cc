// Shows an answer as it comes, whoever sends it: reasoning, text, tool calls, and how many tokens it took.
//   Here:   npm run example 03     OpenRouter answers where OPENROUTER_API_KEY is set, a mock where it is not
//   Yours:  npm install @chat-completion/core @chat-completion/stream @chat-completion/node
//           OPENROUTER_API_KEY=… node main.ts     without mock.ts, `createClient()` is enough
import process from 'node:process'
import { type ChatCompletionTool, isFunctionToolCall } from '@chat-completion/core'
import { createClient } from '@chat-completion/node'
import type { ChatCompletionStreamEvent } from '@chat-completion/stream'
import { mock } from './mock.ts'

const tides: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'tides',
    description: 'When the water is high today',
    parameters: { type: 'object', properties: { harbour: { type: 'string' } }, required: ['harbour'] },
  },
}

const client = createClient(process.env.OPENROUTER_API_KEY ? {} : { apiKey: 'none', fetch: mock.fetch })
const stream = client.streamChatCompletion(
  {
    model: 'openai/gpt-5-mini',
    messages: [{ role: 'user', content: 'When is the water high in Brest?' }],
    tools: [tides],
  },
  { firstTokenTimeout: 60_000, idleTimeout: 30_000 },
)

let last = ''
try {
  for await (const event of stream.events()) {
    const text = textOf(event)
    if (text === '') continue
    if (last !== '' && last !== event.type) process.stdout.write('\n')
    process.stdout.write(text)
    last = event.type
  }
} catch {
  // The result says what went wrong, and has what had arrived.
}
const { status, error } = await stream.result()
if (error && last !== '') process.stdout.write('\n')
console.log(error ? `${status}: ${error.message}` : `, ${status}`)
if (error) process.exitCode = 1

function textOf(event: ChatCompletionStreamEvent): string {
  switch (event.type) {
    case 'reasoning-delta':
    case 'text-delta':
      return event.text
    case 'tool-call-ready':
      return isFunctionToolCall(event.call) ? `→ ${event.call.function.name}(${event.call.function.arguments})` : ''
    case 'usage':
      return `${event.usage.totalTokens} tokens`
    default:
      return ''
  }
}
