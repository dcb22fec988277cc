import {
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatCompletionChunkChoiceDelta,
  type ChatCompletionCreateParams,
  type ChatCompletionMessageParam,
  type CompletionUsage,
  ProviderError,
} from '@chat-completion/core'
import { type Answer, type AnswerContext, createHandler, type Handler } from '@chat-completion/http'

// What the clients of others are answered with, on every runtime: the model says what.

/** The key that is refused; any other is welcome. */
export const wrongKey = 'sk-wrong'

export const maxBodySize = 65_536

/** How long a stream says nothing, in milliseconds. */
export const keepAlive = 200

/** What a client finds under every scenario's base URL. */
export const scenarioHandler: Handler = createHandler(scenarioAnswer, {
  authorize: (key) => key !== wrongKey,
  maxBodySize,
  models: ['chat', 'stream', 'text', 'tools', 'slow'],
  keepAlive,
  onError() {}, // Errors are what is tried here.
})

export const text = 'The capital of France is Paris. Voilà: 🗼'
export const reasoning = 'France, so Paris.'

export const usage: CompletionUsage = {
  promptTokens: 12,
  completionTokens: 34,
  totalTokens: 46,
  promptTokensDetails: { cachedTokens: 5 },
  completionTokensDetails: { reasoningTokens: 7 },
}

/** The calls that `tools` asks for, and what it says once it has their results. */
export const toolCalls: readonly { readonly id: string; readonly name: string; readonly args: unknown }[] = [
  { id: 'call_a', name: 'weather', args: { city: 'Paris', days: 2, note: 'a "quoted" \\ line\nbreak' } },
  { id: 'call_b', name: 'time', args: { zone: 'Europe/Paris' } },
]
export const toolResults: Readonly<Record<string, string>> = { weather: '18 °C', time: '12:34' }
export const toolText = 'Results: 18 °C, 12:34.'

export const deltasBeforeFailure: readonly string[] = ['Once ', 'upon ']

/** What a `ProviderError` of `error-<status>` says. */
export function errorMessage(status: number): string {
  return `The provider refused with ${status}`
}

export const failureMessage = 'The provider broke off'
export const retryAfter = 7

/** What became of a `slow` answer, by the text of its prompt. Times are of `Date.now()`. */
export interface SlowRecord {
  deltas: number
  lastDelta?: number
  /** When the signal was aborted. */
  signalled?: number
  /** When the generator was told to return, or to stop. */
  stopped?: number
}

const slowRecords = new Map<string, SlowRecord>()

const base = { id: 'chatcmpl-interop', created: 1_700_000_000 }

/** Answers as the model's name says. */
function scenarioAnswer(params: ChatCompletionCreateParams, { signal }: Pick<AnswerContext, 'signal'>): Answer {
  const { messages } = params
  const model = params.model ?? ''
  const status = /^error-(\d{3})$/.exec(model)?.[1]
  if (status) throw providerError(Number(status))
  switch (model) {
    case 'chat':
      return completion(model, { content: text, reasoning }, 'stop')
    case 'stream':
      return streamed(model)
    case 'text':
      return said()
    case 'tools':
      return calledTools(messages)
    case 'tools-streamed':
      return streamedTools(messages)
    case 'fail-midstream':
      return failing()
    case 'fails':
      throw new Error('a secret')
    case 'slow':
      return slow(promptOf(messages), signal)
    case 'echo':
      return promptOf(messages)
    case 'echo-slowly':
      return echo(promptOf(messages))
    case 'late':
      return late()
    case 'flood':
      return flood(promptOf(messages))
    case 'slow-record':
      return JSON.stringify(slowRecords.get(promptOf(messages)) ?? null)
    default:
      throw new ProviderError(`There is no model ${model}`, {
        status: 404,
        providerCode: 'model_not_found',
        param: 'model',
      })
  }
}

/** Asks the server under a base URL what became of a `slow` answer; null where it was not asked for. */
export async function fetchSlowRecord(baseUrl: string, prompt: string): Promise<SlowRecord | null> {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'slow-record', messages: [{ role: 'user', content: prompt }] }),
  })
  const { choices } = (await response.json()) as { choices: [{ message: { content: string } }] }
  return JSON.parse(choices[0].message.content)
}

function completion(
  model: string,
  message: Omit<ChatCompletion['choices'][number]['message'], 'role'>,
  finishReason: string,
): ChatCompletion {
  const choice = { index: 0, message: { role: 'assistant' as const, ...message }, finishReason }
  return { ...base, object: 'chat.completion', model, choices: [choice], usage }
}

function chunk(
  model: string,
  delta: ChatCompletionChunkChoiceDelta,
  finishReason: string | null = null,
): ChatCompletionChunk {
  return { ...base, object: 'chat.completion.chunk', model, choices: [{ index: 0, delta, finishReason }] }
}

function usageChunk(model: string): ChatCompletionChunk {
  return { ...base, object: 'chat.completion.chunk', model, choices: [], usage }
}

async function* streamed(model: string): AsyncGenerator<ChatCompletionChunk> {
  yield chunk(model, { role: 'assistant', content: '' })
  for (const word of wordsOf(reasoning)) yield chunk(model, { reasoning: word })
  for (const word of wordsOf(text)) {
    await sleep(1)
    yield chunk(model, { content: word })
  }
  yield chunk(model, {}, 'stop')
  yield usageChunk(model)
}

async function* said(): AsyncGenerator<string> {
  for (const word of wordsOf(text)) {
    await sleep(1)
    yield word
  }
}

function calledTools(messages: readonly ChatCompletionMessageParam[]): ChatCompletion {
  const results = resultsOf(messages)
  if (results.length > 0) return completion('tools', { content: `Results: ${results.join(', ')}.` }, 'stop')
  const calls = toolCalls.map(({ id, name, args }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: JSON.stringify(args) },
  }))
  return completion('tools', { content: null, toolCalls: calls }, 'tool_calls')
}

/** Chunks as OpenAI cuts them: the name first, then the arguments in pieces. */
async function* streamedTools(messages: readonly ChatCompletionMessageParam[]): AsyncGenerator<ChatCompletionChunk> {
  const model = 'tools-streamed'
  const results = resultsOf(messages)
  if (results.length > 0) {
    yield chunk(model, { role: 'assistant', content: 'Results: ' })
    yield chunk(model, { content: `${results.join(', ')}.` })
    yield chunk(model, {}, 'stop')
  } else {
    yield chunk(model, { role: 'assistant', content: null })
    for (const [index, { id, name, args }] of toolCalls.entries()) {
      yield chunk(model, { toolCalls: [{ index, id, type: 'function', function: { name, arguments: '' } }] })
      for (const piece of JSON.stringify(args).match(/.{1,7}/g) ?? []) {
        await sleep(1)
        yield chunk(model, { toolCalls: [{ index, function: { arguments: piece } }] })
      }
    }
    yield chunk(model, {}, 'tool_calls')
  }
  yield usageChunk(model)
}

async function* failing(): AsyncGenerator<string> {
  for (const delta of deltasBeforeFailure) {
    yield delta
    await sleep(5)
  }
  throw new ProviderError(failureMessage, { status: 503, providerCode: 'overloaded', retryable: true })
}

async function* slow(prompt: string, signal: AbortSignal): AsyncGenerator<string> {
  const record: SlowRecord = { deltas: 0 }
  slowRecords.set(prompt, record)
  signal.addEventListener('abort', () => {
    record.signalled ??= Date.now()
  })
  try {
    // A client that is not heard of leaves it at a minute.
    while (record.deltas < 3_000) {
      await sleep(20)
      record.deltas += 1
      record.lastDelta = Date.now()
      yield `${record.deltas} `
    }
  } finally {
    record.stopped = Date.now()
  }
}

async function* echo(prompt: string): AsyncGenerator<string> {
  for (const word of wordsOf(prompt)) {
    await sleep(20)
    yield word
  }
}

/** Thinks for longer than a stream may say nothing. */
async function* late(): AsyncGenerator<string> {
  await sleep(4 * keepAlive)
  yield text
}

/** As much as is asked for, and a gigabyte at most. */
async function* flood(prompt: string): AsyncGenerator<string> {
  const record: SlowRecord = { deltas: 0 }
  slowRecords.set(prompt, record)
  const piece = 'x'.repeat(65_536)
  while (record.deltas < 16_384) {
    record.deltas += 1
    record.lastDelta = Date.now()
    yield piece
  }
}

function providerError(status: number): ProviderError {
  return new ProviderError(errorMessage(status), {
    status,
    providerCode: `code_${status}`,
    providerType: `type_${status}`,
    param: status === 400 ? 'temperature' : null,
    ...(status === 429 && { retryAfter }),
  })
}

/** What the tools gave, in the order of their messages, if the last message is of one. */
function resultsOf(messages: readonly ChatCompletionMessageParam[]): string[] {
  if (messages.at(-1)?.role !== 'tool') return []
  return messages.filter(({ role }) => role === 'tool').map(textOfMessage)
}

function promptOf(messages: readonly ChatCompletionMessageParam[]): string {
  const prompt = messages.filter(({ role }) => role === 'user').at(-1)
  return prompt ? textOfMessage(prompt) : ''
}

function textOfMessage({ content }: ChatCompletionMessageParam): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => ('text' in part ? part.text : '')).join('')
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/\S+\s*/g) ?? []
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
