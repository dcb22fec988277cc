// How much memory it takes to gather a million chunks of one token each: run in a process of its own, prints megabytes.
import process from 'node:process'
import { type ChatCompletionChunk, chunkFromWire } from '@chat-completion/core'
import { ChatCompletionAccumulator } from '@chat-completion/stream'

const accumulator = new ChatCompletionAccumulator()
let peak = 0
for (let at = 0; at < 1_000_000; at += 1) {
  accumulator.push(chunk(` token${at % 1000}`))
  if (at % 10_000 === 0) peak = Math.max(peak, process.memoryUsage.rss())
}
if (accumulator.snapshot.choices[0]?.message.content?.length !== 8_890_000) throw new Error('Not all was gathered')
console.log(Math.round(peak / 1e6))

/** A new one each time, as from a network. */
function chunk(content: string): ChatCompletionChunk {
  const choices = [{ index: 0, delta: { content }, finish_reason: null }]
  return chunkFromWire({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices })
}
