import type { ChatCompletionChunk } from '@chat-completion/core'
import { createHandler, type Server } from '@chat-completion/http'
import { serve } from '@chat-completion/node'

/** In place of a provider: its model looks up the tides, then says what it was told. */
export function serveStandIn(): Promise<Server> {
  const handler = createHandler(async function* ({ model, messages }) {
    const last = messages.at(-1)
    if (last?.role === 'tool') {
      yield 'The water is high at '
      yield `${last.content}.`
      return
    }
    yield 'Let me look that up.'
    yield callOf(String(model), '{"harbour":"Brest"}')
  })
  return serve(handler, { port: 0 })
}

/** A chunk that calls the tool. */
function callOf(model: string, parameters: string): ChatCompletionChunk {
  const call = { index: 0, id: 'call_1', type: 'function' as const, function: { name: 'tides', arguments: parameters } }
  const choice = { index: 0, delta: { toolCalls: [call] }, finishReason: 'tool_calls' }
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model, choices: [choice] }
}
