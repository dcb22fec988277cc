import type { ChatCompletion } from '@chat-completion/core'
import { ChatCompletionAccumulator, type ChatCompletionStreamEvent, toChunks } from '@chat-completion/stream'

/** What happens in an answer that came as a whole, as if it had been streamed. */
export function eventsOf(completion: ChatCompletion): ChatCompletionStreamEvent[] {
  const events: ChatCompletionStreamEvent[] = []
  const accumulator = new ChatCompletionAccumulator()
  const first = { ...completion, choices: completion.choices.slice(0, 1) }
  for (const chunk of toChunks(first, { by: (text) => [text] })) accumulator.push(chunk, (event) => events.push(event))
  return [...events, ...oldCallOf(completion)]
}

/** The old way to call a function, of which streams tell nothing. */
export function oldCallOf({ choices }: ChatCompletion): ChatCompletionStreamEvent[] {
  const [{ index: choice, message } = {}] = choices
  const called = message?.functionCall
  if (choice === undefined || !called) return []
  const at = { choice, toolCall: 0 }
  const call = { id: '', type: 'function', function: called } as const
  return [
    { type: 'tool-call-start', ...at, id: '', name: called.name },
    { type: 'tool-call-delta', ...at, text: called.arguments },
    { type: 'tool-call-ready', ...at, call },
  ]
}
