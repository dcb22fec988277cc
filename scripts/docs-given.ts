// What the examples of the documentation call `body` and `completion`.
import type { ChatCompletion } from '@chat-completion/core'
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
