// Shows an answer as it comes, whoever sends it: reasoning, text, tool calls, and what it cost.
//   node --conditions=@chat-completion/source examples/02-stream-to-the-terminal/main.ts
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { type ChatCompletion, type ChatCompletionChunk, isFunctionToolCall } from '@chat-completion/core'
import {
  type ChatCompletionStreamEvent,
  readChatCompletionStream,
  toChunks,
  toEventStream,
} from '@chat-completion/stream'

/** In place of a provider: what one would send, a word at a time. `await fetch(…)` gives the same. */
function ask(): Response {
  const toolCall = {
    id: 'call_1',
    type: 'function' as const,
    function: { name: 'tides', arguments: '{"harbour":"Brest"}' },
  }
  const message = {
    role: 'assistant' as const,
    content: 'Let me look up the tides of Brest.',
    reasoning: 'The user asks for tides, and there is a tool for that.',
    toolCalls: [toolCall],
  }
  const answer: ChatCompletion = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'a-model',
    choices: [{ index: 0, message, finishReason: 'tool_calls' }],
    usage: { promptTokens: 41, completionTokens: 23, totalTokens: 64 },
  }
  return new Response(toEventStream(slowly(toChunks(answer)), { comments: ['PROCESSING'] }))
}

async function* slowly(chunks: readonly ChatCompletionChunk[]): AsyncGenerator<ChatCompletionChunk> {
  for (const chunk of chunks) {
    yield chunk
    await setTimeout(20)
  }
}

const stream = readChatCompletionStream(ask(), { firstTokenTimeout: 30_000, idleTimeout: 10_000 })
const show = (text: string): boolean => process.stdout.write(text)

let last = ''
for await (const event of stream.events()) {
  const text = textOf(event)
  if (text === '') continue
  if (last !== '' && last !== event.type) show('\n')
  show(text)
  last = event.type
}
const { status } = await stream.result()
show(`, ${status}\n`)

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
