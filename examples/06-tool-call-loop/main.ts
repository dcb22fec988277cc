// Asks a question that needs a tool: shows the answer as it comes, runs the tool, and sends back what it gave.
//   Here:   npm run example 06     OpenRouter answers where OPENROUTER_API_KEY is set, a mock where it is not
//   Yours:  npm install @chat-completion/core @chat-completion/node
//           OPENROUTER_API_KEY=… node main.ts     without mock.ts, `createClient()` is enough
import process from 'node:process'
import {
  type ChatCompletionMessageParam,
  type ChatCompletionTool,
  choiceOf,
  toMessageParam,
  toolCallsOf,
} from '@chat-completion/core'
import { createClient } from '@chat-completion/node'
import { mock } from './mock.ts'

const tides: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'tides',
    description: 'When the water is high today',
    parameters: { type: 'object', properties: { harbour: { type: 'string' } }, required: ['harbour'] },
  },
}
const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: 'When is the water high in Brest?' }]

const client = createClient(process.env.OPENROUTER_API_KEY ? {} : { apiKey: 'none', fetch: mock.fetch })
const show = (text: string): boolean => process.stdout.write(text)

// A model that never stops calling tools is left after some rounds.
for (let round = 0; round < 5; round += 1) {
  const stream = client.streamChatCompletion({ model: 'openai/gpt-5-mini', messages, tools: [tides] })
  for await (const event of stream.events()) if (event.type === 'text-delta') show(event.text)
  show('\n')

  const { completion } = await stream.result()
  const calls = toolCallsOf(completion)
  if (calls.length === 0) break
  messages.push(toMessageParam(choiceOf(completion).message))
  for (const call of calls) {
    const result = call.type === 'function' ? highWater(call.arguments) : 'There is no such tool'
    show(`→ ${call.name}: ${result}\n`)
    messages.push({ role: 'tool', toolCallId: call.id, content: result })
  }
}

/** What a model writes may be anything; what is wrong with it is told to the model. */
function highWater(parameters: unknown): string {
  const { harbour } = Object(parameters)
  return harbour === 'Brest' ? '04:12 and 16:37' : `Nothing is known of ${JSON.stringify(harbour)}`
}
