// Asks a question that needs a tool: shows the answer as it comes, runs the tool, and sends back what it gave.
//   node --conditions=@chat-completion/source examples/03-call-a-provider/main.ts
// It asks OpenRouter where OPENROUTER_API_KEY is set, a stand-in on this machine where it is not.
import process from 'node:process'
import {
  type ChatCompletionMessageParam,
  type ChatCompletionTool,
  choiceOf,
  toMessageParam,
  toolCallsOf,
} from '@chat-completion/core'
import { createClient } from '@chat-completion/node'
import { serveStandIn } from './stand-in.ts'

const tides: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'tides',
    description: 'When the water is high today',
    parameters: { type: 'object', properties: { harbour: { type: 'string' } }, required: ['harbour'] },
  },
}
const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: 'When is the water high in Brest?' }]

await using standIn = process.env.OPENROUTER_API_KEY ? undefined : await serveStandIn()
const client = createClient(standIn && { baseUrl: `${standIn.url}/v1` })
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
