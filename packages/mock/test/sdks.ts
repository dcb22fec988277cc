import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { AIMessageChunk } from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { createOpenRouter } from '@openrouter/ai-sdk-provider'
import { HTTPClient, OpenRouter } from '@openrouter/sdk'
import type { LanguageModel } from 'ai'
import OpenAI from 'openai'

export type Fetch = typeof globalThis.fetch

/** What a client makes of an answer. */
export interface Read {
  readonly text: string
  /** Name and arguments, as text. */
  readonly calls: readonly (readonly [name: string, args: string])[]
  readonly finishReason: string | null
}

/** A client that others wrote, on top of a `fetch`. */
export interface Sdk {
  readonly name: string
  whole(): Promise<Read>
  stream(): Promise<Read>
}

const baseURL = 'https://example.com/v1'
const apiKey = 'sk-test'
const model = 'gpt-4o'
const messages = [{ role: 'user' as const, content: 'What is the capital of France?' }]

export function sdksOver(fetch: Fetch): readonly Sdk[] {
  return [openai(fetch), openRouter(fetch), aiSdk(fetch), aiSdkOpenRouter(fetch), langChain(fetch)]
}

function openai(fetch: Fetch): Sdk {
  const { completions } = new OpenAI({ baseURL, apiKey, fetch, maxRetries: 0 }).chat
  const read = ({ choices: [choice] }: OpenAI.ChatCompletion): Read => ({
    text: choice?.message.content ?? '',
    calls: (choice?.message.tool_calls ?? []).map((call) =>
      call.type === 'function' ? [call.function.name, call.function.arguments] : [call.custom.name, call.custom.input],
    ),
    finishReason: choice?.finish_reason ?? null,
  })
  return {
    name: 'openai',
    whole: async () => read(await completions.create({ model, messages })),
    stream: async () => read(await completions.stream({ model, messages }).finalChatCompletion()),
  }
}

function openRouter(fetch: Fetch): Sdk {
  const httpClient = new HTTPClient({ fetcher: (input, init) => fetch(input as Request, init) })
  const { chat } = new OpenRouter({ serverURL: baseURL, apiKey, httpClient, retryConfig: { strategy: 'none' } })
  return {
    name: '@openrouter/sdk',
    async whole() {
      const answer = await chat.send({ chatRequest: { model, messages, stream: false } })
      if (!('choices' in answer)) throw new Error('It is a stream')
      const { message, finishReason = null } = answer.choices[0] ?? {}
      const calls = (message?.toolCalls ?? []).map(({ function: called }) => [called.name, called.arguments] as const)
      return { text: typeof message?.content === 'string' ? message.content : '', calls, finishReason }
    },
    async stream() {
      const answer = await chat.send({ chatRequest: { model, messages, stream: true } })
      if (!(Symbol.asyncIterator in answer)) throw new Error('It is no stream')
      const calls: [string, string][] = []
      let [text, reason] = ['', null as string | null]
      for await (const { choices } of answer) {
        const { delta, finishReason } = choices.find(({ index }) => index === 0) ?? {}
        text += delta?.content ?? ''
        reason = finishReason ?? reason
        for (const { index, function: called } of delta?.toolCalls ?? []) {
          const [name, args] = calls[index] ?? ['', '']
          calls[index] = [name + (called?.name ?? ''), args + (called?.arguments ?? '')]
        }
      }
      return { text, calls, finishReason: reason }
    },
  }
}

function aiSdk(fetch: Fetch): Sdk {
  return overModel(
    '@ai-sdk/openai-compatible',
    createOpenAICompatible({ name: 'mock', baseURL, apiKey, fetch, includeUsage: true }).chatModel(model),
  )
}

function aiSdkOpenRouter(fetch: Fetch): Sdk {
  return overModel('@openrouter/ai-sdk-provider', createOpenRouter({ baseURL, apiKey, fetch }).chat(model))
}

type Model = Exclude<LanguageModel, string>

/** AI SDK, below `generateText` and `streamText`, which add nothing to how an answer is read. */
function overModel(name: string, chat: unknown): Sdk {
  const { doGenerate, doStream } = bound(chat as Extract<Model, { specificationVersion: 'v3' }>)
  const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }]
  return {
    name,
    async whole() {
      const { content, finishReason } = await doGenerate({ prompt })
      return {
        text: content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
        calls: content.flatMap((part) => (part.type === 'tool-call' ? [[part.toolName, part.input] as const] : [])),
        finishReason: finishReason.unified,
      }
    },
    async stream() {
      const calls: [string, string][] = []
      let [text, reason] = ['', null as string | null]
      const reader = (await doStream({ prompt })).stream.getReader()
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const part = next.value
        if (part.type === 'error') throw part.error
        if (part.type === 'text-delta') text += part.delta
        if (part.type === 'tool-call') calls.push([part.toolName, part.input])
        if (part.type === 'finish') reason = part.finishReason.unified
      }
      return { text, calls, finishReason: reason }
    },
  }
}

function bound(chat: Extract<Model, { specificationVersion: 'v3' }>) {
  return { doGenerate: chat.doGenerate.bind(chat), doStream: chat.doStream.bind(chat) }
}

function langChain(fetch: Fetch): Sdk {
  const chat = new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration: { baseURL, fetch } })
  const read = ({ text, tool_calls = [], response_metadata: metadata }: AIMessageChunk): Read => ({
    text,
    calls: tool_calls.map(({ name, args }) => [name, JSON.stringify(args)]),
    finishReason: typeof metadata.finish_reason === 'string' ? metadata.finish_reason : null,
  })
  return {
    name: '@langchain/openai',
    whole: async () => read((await chat.invoke('Hi')) as AIMessageChunk),
    async stream() {
      let whole: AIMessageChunk | undefined
      for await (const piece of await chat.stream('Hi')) whole = whole?.concat(piece) ?? piece
      return read(whole ?? new AIMessageChunk(''))
    },
  }
}
