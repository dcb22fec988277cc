import {
  AIMessage,
  type AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  ToolMessage,
  type UsageMetadata,
} from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import {
  type AnswerFacts,
  aborted,
  abortedWhole,
  apiKey,
  type Client,
  caught,
  functions,
  prompt,
  readUntilError,
  stringIn,
  type ToolFacts,
  texts,
  toolPrompt,
  type UsageFacts,
} from './client.ts'
import { toolResults } from './scenarios.ts'

// @langchain/openai
//
// - It drops `reasoning`.

export const langChain: Client = {
  name: '@langchain/openai',
  async chat(baseUrl, model) {
    return langChainFacts(await langChainModel(baseUrl, model).invoke(prompt))
  },
  async stream(baseUrl, model) {
    let whole: AIMessageChunk | undefined
    let deltas = 0
    for await (const piece of await langChainModel(baseUrl, model).stream(prompt)) {
      if (piece.text) deltas += 1
      whole = whole?.concat(piece) ?? piece
    }
    if (!whole) throw new Error('Nothing came')
    return { ...langChainFacts(whole), deltas }
  },
  async tools(baseUrl, model) {
    const bound = langChainModel(baseUrl, model).bindTools(functions)
    const question = new HumanMessage(toolPrompt)
    const called = await bound.invoke([question])
    const answer = await bound.invoke([question, called, ...langChainResults(called)])
    return langChainToolFacts(called, answer)
  },
  async toolsStream(baseUrl, model) {
    const bound = langChainModel(baseUrl, model).bindTools(functions)
    const question = new HumanMessage(toolPrompt)
    const gather = async (messages: BaseMessage[]): Promise<AIMessage> => {
      let whole: AIMessageChunk | undefined
      for await (const piece of await bound.stream(messages)) whole = whole?.concat(piece) ?? piece
      return whole ?? new AIMessage('')
    }
    const called = await gather([question])
    const answer = await gather([question, called, ...langChainResults(called)])
    return langChainToolFacts(called, answer)
  },
  error: (baseUrl, status) => caught(() => langChainModel(baseUrl, `error-${status}`).invoke(prompt)),
  streamError: (baseUrl, status) =>
    caught(async () => {
      for await (const _ of await langChainModel(baseUrl, `error-${status}`).stream(prompt));
    }),
  async midStreamError(baseUrl) {
    const stream = await langChainModel(baseUrl, 'fail-midstream').stream(prompt)
    return readUntilError(stream, (piece) => piece.text)
  },
  abort: (baseUrl) =>
    aborted(baseUrl, async (id, signal) => {
      const stream = await langChainModel(baseUrl, 'slow').stream(id, { signal })
      return texts(stream, (piece) => piece.text)
    }),
  abortWhole: (baseUrl) =>
    abortedWhole(baseUrl, (id, signal) => langChainModel(baseUrl, 'slow').invoke(id, { signal })),
}

function langChainModel(baseURL: string, model: string): ChatOpenAI {
  return new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration: { baseURL } })
}

function langChainFacts({
  text,
  usage_metadata: usage,
  response_metadata: metadata,
  additional_kwargs,
}: AIMessage): AnswerFacts {
  return {
    text,
    reasoning: stringIn(additional_kwargs, 'reasoning') ?? stringIn(additional_kwargs, 'reasoning_content'),
    usage: langChainUsage(usage),
    finishReason: stringIn(metadata, 'finish_reason'),
  }
}

function langChainUsage(usage: UsageMetadata | undefined): UsageFacts | null {
  if (!usage) return null
  return {
    prompt: usage.input_tokens,
    completion: usage.output_tokens,
    total: usage.total_tokens,
    cached: usage.input_token_details?.cache_read,
    reasoning: usage.output_token_details?.reasoning,
  }
}

function langChainResults({ tool_calls = [] }: AIMessage): ToolMessage[] {
  return tool_calls.map(({ id = '', name }) => new ToolMessage({ tool_call_id: id, content: toolResults[name] ?? '' }))
}

function langChainToolFacts(
  { tool_calls = [], response_metadata: metadata }: AIMessage,
  { text }: AIMessage,
): ToolFacts {
  return {
    calls: tool_calls.map(({ id = '', name, args }) => ({ id, name, args })),
    finishReason: stringIn(metadata, 'finish_reason'),
    text,
  }
}
