// The ways to read a stream that are compared: each reads it to its end, and fails where it does not find all of it.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { readChatCompletionStream } from '@chat-completion/stream'
import { ChatOpenAI } from '@langchain/openai'
import { OpenRouter } from '@openrouter/sdk'
import { HTTPClient } from '@openrouter/sdk/lib/http.js'
import OpenAI from 'openai'

/** Reads the stream that `open` gives, and tells how long its text is. */
export type Reader = (open: () => ReadableStream<Uint8Array>) => Promise<number>

/** What nobody can do without: decode, cut at the blank lines, parse. */
async function floor(open: () => ReadableStream<Uint8Array>): Promise<number> {
  const decoder = new TextDecoder()
  const reader = open().getReader()
  let [rest, length] = ['', 0]
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const events = (rest + decoder.decode(next.value, { stream: true })).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      if (event !== 'data: [DONE]') length += JSON.parse(event.slice(6)).choices[0].delta.content?.length ?? 0
    }
  }
  return length
}

async function ours(open: () => ReadableStream<Uint8Array>): Promise<number> {
  const { completion } = await readChatCompletionStream(open()).result()
  return completion.choices[0]?.message.content?.length ?? 0
}

async function oursIterated(open: () => ReadableStream<Uint8Array>): Promise<number> {
  const stream = readChatCompletionStream(open())
  let length = 0
  for await (const { choices } of stream) length += choices[0]?.delta.content?.length ?? 0
  await stream.result()
  return length
}

async function openai(open: () => ReadableStream<Uint8Array>): Promise<number> {
  const client = new OpenAI({ apiKey: 'none', fetch: answering(open) })
  const stream = client.chat.completions.stream({ model: 'm', messages: [] })
  const { choices } = await stream.finalChatCompletion()
  return choices[0]?.message.content?.length ?? 0
}

async function openRouter(open: () => ReadableStream<Uint8Array>): Promise<number> {
  const client = new OpenRouter({ apiKey: 'none', httpClient: new HTTPClient({ fetcher: answering(open) }) })
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  const stream = await client.chat.send({ chatRequest: { model: 'm', messages, stream: true } })
  if (!(Symbol.asyncIterator in stream)) throw new Error('It is no stream')
  let length = 0
  for await (const { choices } of stream) length += choices[0]?.delta.content?.length ?? 0
  return length
}

async function aiSdk(open: () => ReadableStream<Uint8Array>): Promise<number> {
  const provider = createOpenAICompatible({ name: 'p', baseURL: 'http://localhost', fetch: answering(open) })
  const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }]
  const { stream } = await provider.chatModel('m').doStream({ prompt })
  const reader = stream.getReader()
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (next.value.type === 'text-delta') length += next.value.delta.length
  }
  return length
}

async function langChain(open: () => ReadableStream<Uint8Array>): Promise<number> {
  const model = new ChatOpenAI({ model: 'm', apiKey: 'none', configuration: { fetch: answering(open) } })
  let length = 0
  for await (const { content } of await model.stream('Hi')) length += content.length
  return length
}

function answering(open: () => ReadableStream<Uint8Array>): typeof fetch {
  return async () => new Response(open(), { headers: { 'content-type': 'text/event-stream' } })
}

export const own = 'readChatCompletionStream, result'

export const readers: Readonly<Record<string, Reader>> = {
  floor,
  [own]: ours,
  'readChatCompletionStream, chunks': oursIterated,
  'openai .stream()': openai,
  '@openrouter/sdk': openRouter,
  'AI SDK doStream': aiSdk,
  LangChain: langChain,
}
