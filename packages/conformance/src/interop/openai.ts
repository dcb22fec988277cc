import OpenAI from 'openai'
import {
  aborted,
  abortedWhole,
  apiKey,
  type Client,
  caught,
  parameters,
  prompt,
  readUntilError,
  stringIn,
  type ToolFacts,
  texts,
  toolPrompt,
  type UsageFacts,
  user,
} from './client.ts'
import { toolResults } from './scenarios.ts'

export const openai: Client = {
  name: 'openai',
  async chat(baseUrl, model) {
    const { choices, usage } = await openaiClient(baseUrl).chat.completions.create({ model, messages: [user(prompt)] })
    const [choice] = choices
    return {
      text: choice?.message.content ?? '',
      // Not in its types, and passed on.
      reasoning: stringIn(choice?.message, 'reasoning'),
      usage: wireUsage(usage),
      finishReason: choice?.finish_reason,
    }
  },
  async stream(baseUrl, model) {
    // `stream()` checks more than `create()`: it wants a finish reason, and a role.
    const stream = openaiClient(baseUrl).chat.completions.stream({
      model,
      messages: [user(prompt)],
      stream_options: { include_usage: true },
    })
    let [reasoning, deltas] = ['', 0]
    stream.on('chunk', ({ choices: [choice] }) => {
      reasoning += stringIn(choice?.delta, 'reasoning') ?? ''
    })
    stream.on('content', () => {
      deltas += 1
    })
    const { choices, usage } = await stream.finalChatCompletion()
    return {
      text: choices[0]?.message.content ?? '',
      reasoning: reasoning || null,
      usage: wireUsage(usage),
      finishReason: choices[0]?.finish_reason,
      deltas,
    }
  },
  async tools(baseUrl, model) {
    const runner = openaiClient(baseUrl).chat.completions.runTools({
      model,
      messages: [user(toolPrompt)],
      tools: runnable,
    })
    const text = (await runner.finalContent()) ?? ''
    return openaiToolFacts(runner.allChatCompletions(), text)
  },
  async toolsStream(baseUrl, model) {
    const runner = openaiClient(baseUrl).chat.completions.runTools({
      model,
      messages: [user(toolPrompt)],
      tools: runnable,
      stream: true,
    })
    const text = (await runner.finalContent()) ?? ''
    return openaiToolFacts(runner.allChatCompletions(), text)
  },
  error: (baseUrl, status) =>
    caught(() => openaiClient(baseUrl).chat.completions.create({ model: `error-${status}`, messages: [user(prompt)] })),
  streamError: (baseUrl, status) =>
    caught(() =>
      openaiClient(baseUrl).chat.completions.create({
        model: `error-${status}`,
        messages: [user(prompt)],
        stream: true,
      }),
    ),
  async midStreamError(baseUrl) {
    const stream = await openaiClient(baseUrl).chat.completions.create({
      model: 'fail-midstream',
      messages: [user(prompt)],
      stream: true,
    })
    return readUntilError(stream, ({ choices }) => choices[0]?.delta.content)
  },
  abort: (baseUrl) =>
    aborted(baseUrl, async (id, signal) => {
      const params = { model: 'slow', messages: [user(id)], stream: true as const }
      const stream = await openaiClient(baseUrl).chat.completions.create(params, { signal })
      return texts(stream, ({ choices }) => choices[0]?.delta.content)
    }),
  abortWhole: (baseUrl) =>
    abortedWhole(baseUrl, (id, signal) =>
      openaiClient(baseUrl).chat.completions.create({ model: 'slow', messages: [user(id)] }, { signal }),
    ),
}

export function openaiClient(baseURL: string, options: Partial<ConstructorParameters<typeof OpenAI>[0]> = {}): OpenAI {
  return new OpenAI({ baseURL, apiKey, maxRetries: 0, ...options })
}

const runnable = Object.entries(parameters).map(([name, schema]) => ({
  type: 'function' as const,
  function: {
    name,
    description: `Tells the ${name}`,
    parameters: schema,
    parse: JSON.parse as (args: string) => object,
    function: () => toolResults[name] ?? '',
  },
}))

function openaiToolFacts(completions: readonly OpenAI.ChatCompletion[], text: string): ToolFacts {
  const [choice] = completions[0]?.choices ?? []
  const calls = (choice?.message.tool_calls ?? []).filter((call) => call.type === 'function')
  return {
    calls: calls.map(({ id, function: called }) => ({ id, name: called.name, args: JSON.parse(called.arguments) })),
    finishReason: choice?.finish_reason,
    text,
  }
}

function wireUsage(usage: OpenAI.CompletionUsage | undefined): UsageFacts | null {
  if (!usage) return null
  return {
    prompt: usage.prompt_tokens,
    completion: usage.completion_tokens,
    total: usage.total_tokens,
    cached: usage.prompt_tokens_details?.cached_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens,
  }
}
