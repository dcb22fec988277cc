import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { createOpenRouter } from '@openrouter/ai-sdk-provider'
import {
  generateText,
  jsonSchema,
  type LanguageModel,
  type LanguageModelUsage,
  stepCountIs,
  streamText,
  tool,
} from 'ai'
import {
  aborted,
  abortedWhole,
  apiKey,
  type Client,
  caught,
  type ErrorFacts,
  errorFacts,
  parameters,
  prompt,
  type ToolFacts,
  toolPrompt,
  type UsageFacts,
} from './client.ts'
import { toolResults } from './scenarios.ts'

// AI SDK, over two providers
//
// - `streamText` throws nothing: errors come as parts, and `onError` writes them to the console unless it is replaced.
// - `createOpenAICompatible` asks for the usage of a stream only with `includeUsage`.
// - `createOpenRouter` asks for it only with `compatibility: 'strict'`; OpenRouter itself sends it anyway.

const executable = Object.fromEntries(
  Object.entries(parameters).map(([name, schema]) => [
    name,
    tool({
      description: `Tells the ${name}`,
      inputSchema: jsonSchema(schema),
      execute: async () => toolResults[name] ?? '',
    }),
  ]),
)

export const aiSdkOpenai: Client = aiSdk('@ai-sdk/openai-compatible', (baseURL, model) =>
  createOpenAICompatible({ name: 'interop', baseURL, apiKey, includeUsage: true }).chatModel(model),
)

export const aiSdkOpenRouter: Client = aiSdk('@openrouter/ai-sdk-provider', (baseURL, model) =>
  createOpenRouter({ baseURL, apiKey, compatibility: 'strict' }).chat(model),
)

function aiSdk(name: string, modelAt: (baseUrl: string, model: string) => LanguageModel): Client {
  const options = { maxRetries: 0, prompt }
  const toolOptions = { maxRetries: 0, prompt: toolPrompt, tools: executable, stopWhen: stepCountIs(3) }
  return {
    name,
    async chat(baseUrl, model) {
      const { text, reasoningText, usage, finishReason } = await generateText({
        ...options,
        model: modelAt(baseUrl, model),
      })
      return { text, reasoning: reasoningText ?? null, usage: aiUsage(usage), finishReason }
    },
    async stream(baseUrl, model) {
      const { fullStream, ...rest } = streamText({ ...options, model: modelAt(baseUrl, model), onError() {} })
      void rest
      let [text, reasoning, deltas] = ['', '', 0]
      let [usage, finishReason] = [null as UsageFacts | null, null as string | null]
      for await (const part of fullStream) {
        if (part.type === 'error') throw part.error
        if (part.type === 'text-delta') text += part.text
        if (part.type === 'text-delta') deltas += 1
        if (part.type === 'reasoning-delta') reasoning += part.text
        if (part.type === 'finish') [usage, finishReason] = [aiUsage(part.totalUsage), part.finishReason]
      }
      return { text, reasoning: reasoning || null, usage, finishReason, deltas }
    },
    async tools(baseUrl, model) {
      const { steps, text } = await generateText({ ...toolOptions, model: modelAt(baseUrl, model) })
      return aiToolFacts(steps[0], text)
    },
    async toolsStream(baseUrl, model) {
      const result = streamText({ ...toolOptions, model: modelAt(baseUrl, model), onError() {} })
      await result.consumeStream()
      return aiToolFacts((await result.steps)[0], await result.text)
    },
    error: (baseUrl, status) => caught(() => generateText({ ...options, model: modelAt(baseUrl, `error-${status}`) })),
    async streamError(baseUrl, status) {
      const { fullStream } = streamText({ ...options, model: modelAt(baseUrl, `error-${status}`), onError() {} })
      return caught(async () => {
        for await (const part of fullStream) if (part.type === 'error') throw part.error
      })
    },
    async midStreamError(baseUrl) {
      const { fullStream } = streamText({ ...options, model: modelAt(baseUrl, 'fail-midstream'), onError() {} })
      let [text, error] = ['', null as ErrorFacts | null]
      for await (const part of fullStream) {
        if (part.type === 'text-delta') text += part.text
        if (part.type === 'error') error = errorFacts(part.error)
      }
      return { text, error }
    },
    abort: (baseUrl) =>
      aborted(baseUrl, async (id, abortSignal) => {
        const { textStream } = streamText({ maxRetries: 0, prompt: id, abortSignal, model: modelAt(baseUrl, 'slow') })
        return textStream
      }),
    abortWhole: (baseUrl) =>
      abortedWhole(baseUrl, (id, abortSignal) =>
        generateText({ maxRetries: 0, prompt: id, abortSignal, model: modelAt(baseUrl, 'slow') }),
      ),
  }
}

interface AiStep {
  readonly finishReason: string
  readonly toolCalls: readonly { readonly toolCallId: string; readonly toolName: string; readonly input: unknown }[]
}

function aiToolFacts(step: AiStep | undefined, text: string): ToolFacts {
  const calls = step?.toolCalls ?? []
  return {
    calls: calls.map(({ toolCallId, toolName, input }) => ({ id: toolCallId, name: toolName, args: input })),
    finishReason: step?.finishReason,
    text,
  }
}

function aiUsage(usage: LanguageModelUsage): UsageFacts {
  return {
    prompt: usage.inputTokens,
    completion: usage.outputTokens,
    total: usage.totalTokens,
    cached: usage.inputTokenDetails.cacheReadTokens,
    reasoning: usage.outputTokenDetails.reasoningTokens,
  }
}
