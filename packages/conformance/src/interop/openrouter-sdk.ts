import { OpenRouter } from '@openrouter/sdk'
import type { ChatResult, ChatStreamChunk } from '@openrouter/sdk/models'
import {
  aborted,
  abortedWhole,
  apiKey,
  type Client,
  caught,
  type ErrorFacts,
  functions,
  prompt,
  texts,
  toolPrompt,
  type UsageFacts,
  user,
} from './client.ts'
import { toolResults } from './scenarios.ts'

// @openrouter/sdk
//
// - `retryConfig` must be set: by default it tries 5xx again for an hour.
// - Its classes for errors want an integer for `error.code`; where it is null or text, a `ResponseValidationError` comes in their
//   place. The status is there all the same, the message only in its `body`.

export const openRouter: Client = {
  name: '@openrouter/sdk',
  async chat(baseUrl, model) {
    const { choices, usage } = await openRouterSend(baseUrl, { model, messages: [user(prompt)] })
    const { message, finishReason } = choices[0] ?? {}
    return {
      text: String(message?.content ?? ''),
      reasoning: message?.reasoning ?? null,
      usage: sdkUsage(usage),
      finishReason,
    }
  },
  async stream(baseUrl, model) {
    const messages = [user(prompt)]
    const facts = {
      text: '',
      reasoning: '',
      usage: null as UsageFacts | null,
      finishReason: null as string | null,
      deltas: 0,
    }
    const stream = await openRouterStream(baseUrl, { model, messages, streamOptions: { includeUsage: true } })
    for await (const { choices, usage } of stream) {
      const { delta, finishReason } = choices[0] ?? {}
      facts.text += delta?.content ?? ''
      facts.reasoning += delta?.reasoning ?? ''
      if (delta?.content) facts.deltas += 1
      facts.finishReason = finishReason ?? facts.finishReason
      facts.usage = sdkUsage(usage) ?? facts.usage
    }
    return { ...facts, reasoning: facts.reasoning || null }
  },
  async tools(baseUrl, model) {
    const question = user(toolPrompt)
    const first = await openRouterSend(baseUrl, { model, messages: [question], tools: functions })
    const { message, finishReason } = first.choices[0] ?? {}
    if (!message) throw new Error('There is no choice')
    const toolCalls = message.toolCalls ?? []
    const messages = [question, message, ...toolCalls.map(({ id, function: { name } }) => result(id, name))]
    const second = await openRouterSend(baseUrl, { model, messages, tools: functions })
    return {
      calls: toolCalls.map(({ id, function: called }) => ({
        id,
        name: called.name,
        args: JSON.parse(called.arguments),
      })),
      finishReason,
      text: String(second.choices[0]?.message.content ?? ''),
    }
  },
  async toolsStream(baseUrl, model) {
    const question = user(toolPrompt)
    const calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[] = []
    let reason: string | null = null
    for await (const { choices } of await openRouterStream(baseUrl, {
      model,
      messages: [question],
      tools: functions,
    })) {
      const { delta, finishReason } = choices[0] ?? {}
      reason = finishReason ?? reason
      for (const { index, id, function: called } of delta?.toolCalls ?? []) {
        calls[index] ??= { id: '', type: 'function', function: { name: '', arguments: '' } }
        calls[index].id += id ?? ''
        calls[index].function.name += called?.name ?? ''
        calls[index].function.arguments += called?.arguments ?? ''
      }
    }
    const messages = [
      question,
      { role: 'assistant' as const, toolCalls: calls },
      ...calls.map(({ id, function: { name } }) => result(id, name)),
    ]
    let text = ''
    for await (const { choices } of await openRouterStream(baseUrl, { model, messages, tools: functions })) {
      text += choices[0]?.delta.content ?? ''
    }
    return {
      calls: calls.map(({ id, function: called }) => ({ id, name: called.name, args: JSON.parse(called.arguments) })),
      finishReason: reason,
      text,
    }
  },
  error: (baseUrl, status) =>
    caught(() => openRouterSend(baseUrl, { model: `error-${status}`, messages: [user(prompt)] })),
  streamError: (baseUrl, status) =>
    caught(() => openRouterStream(baseUrl, { model: `error-${status}`, messages: [user(prompt)] })),
  async midStreamError(baseUrl) {
    const stream = await openRouterStream(baseUrl, { model: 'fail-midstream', messages: [user(prompt)] })
    // It throws nothing: who calls it has to look at each chunk's `error`.
    let [text, error] = ['', null as ErrorFacts | null]
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? ''
      if (chunk.error) error = { name: 'chunk.error', status: chunk.error.code, message: chunk.error.message }
    }
    return { text, error }
  },
  abort: (baseUrl) =>
    aborted(baseUrl, async (id, signal) => {
      const stream = await openRouterStream(baseUrl, { model: 'slow', messages: [user(id)] }, signal)
      return texts(stream, ({ choices }) => choices[0]?.delta.content)
    }),
  abortWhole: (baseUrl) =>
    abortedWhole(baseUrl, (id, signal) => openRouterSend(baseUrl, { model: 'slow', messages: [user(id)] }, signal)),
}

type OpenRouterRequest = Omit<Parameters<OpenRouter['chat']['send']>[0]['chatRequest'], 'stream'>

function openRouterClient(serverURL: string): OpenRouter {
  return new OpenRouter({ serverURL, apiKey, retryConfig: { strategy: 'none' } })
}

async function openRouterSend(
  baseUrl: string,
  chatRequest: OpenRouterRequest,
  signal?: AbortSignal,
): Promise<ChatResult> {
  const options = signal ? { signal } : {}
  const answer = await openRouterClient(baseUrl).chat.send({ chatRequest: { ...chatRequest, stream: false } }, options)
  // Its types do not tell the two apart.
  if ('choices' in answer) return answer
  throw new Error('It is a stream')
}

async function openRouterStream(
  baseUrl: string,
  chatRequest: OpenRouterRequest,
  signal?: AbortSignal,
): Promise<AsyncIterable<ChatStreamChunk>> {
  const options = signal ? { signal } : {}
  const answer = await openRouterClient(baseUrl).chat.send({ chatRequest: { ...chatRequest, stream: true } }, options)
  if (Symbol.asyncIterator in answer) return answer
  throw new Error('It is no stream')
}

function result(toolCallId: string, name: string): { role: 'tool'; toolCallId: string; content: string } {
  return { role: 'tool', toolCallId, content: toolResults[name] ?? '' }
}

interface SdkUsage {
  readonly promptTokens: number
  readonly completionTokens: number
  readonly totalTokens: number
  readonly promptTokensDetails?: { readonly cachedTokens?: number | undefined } | null | undefined
  readonly completionTokensDetails?: { readonly reasoningTokens?: number | null | undefined } | null | undefined
}

function sdkUsage(usage: SdkUsage | undefined): UsageFacts | null {
  if (!usage) return null
  return {
    prompt: usage.promptTokens,
    completion: usage.completionTokens,
    total: usage.totalTokens,
    cached: usage.promptTokensDetails?.cachedTokens,
    reasoning: usage.completionTokensDetails?.reasoningTokens ?? undefined,
  }
}
