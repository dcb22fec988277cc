import { textOf } from '@chat-completion/core'
import { readChatCompletionStream } from '@chat-completion/stream'
import { equal } from '../equal.js'

const chunk = { id: 'c1', object: 'chat.completion.chunk', created: 1700000000, model: 'm' }
const events = [
  { ...chunk, choices: [{ index: 0, delta: { role: 'assistant', content: 'Pa' }, finish_reason: null }] },
  { ...chunk, choices: [{ index: 0, delta: { content: 'ris' }, finish_reason: 'stop' }] },
].map((event) => `data: ${JSON.stringify(event)}\n\n`)

export async function main(): Promise<void> {
  const whole = readChatCompletionStream(respond([...events, 'data: [DONE]\n\n']))
  const texts: string[] = []
  for await (const event of whole.events()) if (event.type === 'text-delta') texts.push(event.text)
  equal(texts, ['Pa', 'ris'])

  const { status, completion } = await readChatCompletionStream(respond(events.slice(0, 1))).result()
  equal([status, textOf(completion)], ['truncated', 'Pa'])
}

function respond(pieces: readonly string[]): Response {
  return new Response(pieces.join(''), { headers: { 'content-type': 'text/event-stream' } })
}
