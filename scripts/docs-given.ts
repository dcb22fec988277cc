// What the examples of the documentation call `answering`, `body` and `completion`, with keys and a network on which every provider answers.
import process from 'node:process'
import { type ChatCompletion, completionToWire } from '@chat-completion/core'
import type { Fetch } from '@chat-completion/http'
import { toChunks, toEventStream } from '@chat-completion/stream'
import { parseChatCompletion } from '@chat-completion/validators'

const message = { role: 'assistant', content: 'Paris', reasoning: 'The capital of France is asked for.' }

export const body: unknown = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'gpt-4o',
  choices: [{ index: 0, message, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
}

export const completion: ChatCompletion = parseChatCompletion(body)

/** A `fetch` that answers as a provider would, without a network. */
export function answering(answer: ChatCompletion): Fetch {
  return async (_url, { body }) => {
    const { stream } = JSON.parse(String(body))
    if (stream)
      return new Response(toEventStream(toChunks(answer)), { headers: { 'content-type': 'text/event-stream' } })
    return Response.json(completionToWire(answer))
  }
}

process.env.OPENROUTER_API_KEY = 'sk-or-v1-example'
process.env.OPENAI_API_KEY = 'sk-example'

const network = globalThis.fetch
const provider = answering(completion)
globalThis.fetch = async (input, init) => {
  const isOwn = String(input).startsWith('http://127.0.0.1')
  // A `Request` comes from msw, which answers below this.
  return isOwn || input instanceof Request ? network(input, init) : provider(String(input), { ...init })
}
