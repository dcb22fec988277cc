import {
  ChatCompletionError,
  choiceOf,
  ProviderError,
  reasoningOf,
  textOf,
  toMessageParam,
} from '@chat-completion/core'
import { type Client, type ClientOptions, createClient, openRouter } from '@chat-completion/http'
import type { ChatCompletionStreamEvent } from '@chat-completion/stream'
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const text = 'The capital of France is Paris. Voilà!'
const reasoning = 'France, so Paris.'
const usage = { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 }
const toolCalls = [
  { id: 'call_a', name: 'weather', args: { city: 'Paris', days: 2, note: 'a "quoted" \\ line\nbreak' } },
  { id: 'call_b', name: 'time', args: { zone: 'Europe/Paris' } },
]

const chunkSize = 7
const slowly = { latency: 20, chunkSize: 1 }

const mock = new LLMock({ port: 0, chunkSize })
mock.onMessage('capital', { id: 'chatcmpl-1', content: text, reasoning, usage })
mock.onMessage('cut', { content: text }, { latency: 20, truncateAfterChunks: 3 })
mock.onMessage('disconnect', { content: text }, { ...slowly, disconnectAfterMs: 200 })
mock.onMessage('slow', { content: text.repeat(20) }, slowly)
mock.onMessage('late', { content: text }, { chaos: { latencyMs: 5_000 } })
mock.onMessage('processing', { content: text, usage: { ...usage, cost: 0.25 } }, { openRouterProcessing: true })
mock.onMessage('drop', { content: text }, { chaos: { dropRate: 1 } })
mock.onMessage('malformed', { content: text }, { chaos: { malformedRate: 1 } })
mock.onMessage('hang up', { content: text }, { chaos: { disconnectRate: 1 } })
mock.on(
  { userMessage: 'weather', hasToolResult: false },
  { toolCalls: toolCalls.map(({ id, name, args }) => ({ id, name, arguments: JSON.stringify(args) })) },
)
mock.on({ userMessage: 'weather', toolResultContains: '18 °C' }, { content: 'It is 18 °C.' })
for (const status of [400, 401, 403, 404, 429, 500, 503]) {
  const error = { message: `Refused with ${status}`, type: `type_${status}`, code: `code_${status}`, param: 'model' }
  mock.onMessage(`status ${status}`, { status, error, ...(status === 429 && { retryAfter: 7 }) })
}
mock.on({ userMessage: 'twice', sequenceIndex: 0 }, { status: 429, error: { message: 'Busy' }, retryAfter: 0 })
mock.on({ userMessage: 'twice', sequenceIndex: 1 }, { content: 'Now' })

beforeAll(async () => {
  await mock.start()
})

afterAll(() => mock.stop())

function client(options: ClientOptions = {}): Client {
  return createClient({ baseUrl: `${mock.url}/v1`, apiKey: 'sk-mock', maxRetries: 0, ...options })
}

function ask(content: string): { model: string; messages: [{ role: 'user'; content: string }] } {
  return { model: 'gpt-mock', messages: [{ role: 'user', content }] }
}

describe('chat', () => {
  test('gives the text, the reasoning and the usage', async () => {
    const completion = await client().createChatCompletion(ask('The capital?'))
    expect(textOf(completion)).toBe(text)
    expect(reasoningOf(completion)).toBe(reasoning)
    expect(completion).toMatchObject({
      id: 'chatcmpl-1',
      model: 'gpt-mock',
      usage: { promptTokens: 12, completionTokens: 34, totalTokens: 46 },
    })
    expect(choiceOf(completion).finishReason).toBe('stop')
  })

  test('sends what a mock of OpenAI understands', async () => {
    await client().createChatCompletion({ ...ask('The capital?'), maxTokens: 9, topP: 0.5 })
    const { path, headers, body } = mock.getLastRequest() ?? {}
    expect(path).toBe('/v1/chat/completions')
    expect(headers).toMatchObject({ 'content-type': 'application/json', authorization: expect.any(String) })
    expect(body).toMatchObject({ model: 'gpt-mock', max_tokens: 9, top_p: 0.5 })
  })

  test('reads what a mock of OpenRouter says of the cost', async () => {
    const { createChatCompletion } = client({ provider: openRouter, baseUrl: `${mock.url}/api/v1` })
    const completion = await createChatCompletion(ask('processing'))
    expect(textOf(completion)).toBe(text)
    expect(completion.usage).toMatchObject({ promptTokens: 12, completionTokens: 34, cost: 0.25 })
  })
})

describe('stream', () => {
  test('tells the events in their order', async () => {
    const stream = client().streamChatCompletion(ask('The capital?'))
    const events = await eventsOf(stream.events())
    expect(events).toEqual([
      ...pieces(reasoning).map((piece) => ({ type: 'reasoning-delta', choice: 0, text: piece })),
      ...pieces(text).map((piece) => ({ type: 'text-delta', choice: 0, text: piece })),
      { type: 'finish', choice: 0, finishReason: 'stop' },
      { type: 'usage', usage: { promptTokens: 12, completionTokens: 34, totalTokens: 46 } },
    ])
  })

  test('gathers the same completion as a whole answer', async () => {
    const { status, completion, repairs } = await client().streamChatCompletion(ask('The capital?')).result()
    expect(status).toBe('complete')
    expect(textOf(completion)).toBe(text)
    expect(reasoningOf(completion)).toBe(reasoning)
    expect(completion.usage).toMatchObject({ promptTokens: 12, completionTokens: 34, totalTokens: 46 })
    expect(repairs).toEqual([])
  })

  test("passes over OpenRouter's comments", async () => {
    const { streamChatCompletion } = client({ provider: openRouter, baseUrl: `${mock.url}/api/v1` })
    const { status, completion } = await streamChatCompletion(ask('processing')).result()
    expect(status).toBe('complete')
    expect(textOf(completion)).toBe(text)
    expect(completion.usage).toMatchObject({ promptTokens: 12, cost: 0.25 })
  })
})

describe('tool calls', () => {
  const wireCalls = toolCalls.map(({ id, name, args }) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }))

  test('of a whole answer are answered with their results', async () => {
    const { createChatCompletion } = client()
    const question = ask('The weather?')
    const first = choiceOf(await createChatCompletion(question))
    expect(first.finishReason).toBe('tool_calls')
    expect(first.message.toolCalls).toEqual(wireCalls)
    const messages = [
      ...question.messages,
      toMessageParam(first.message),
      ...toolCalls.map(({ id }) => ({ role: 'tool' as const, toolCallId: id, content: '18 °C' })),
    ]
    expect(textOf(await createChatCompletion({ ...question, messages }))).toBe('It is 18 °C.')
  })

  test('of a stream are ready once their arguments are complete', async () => {
    const events = await eventsOf(client().streamChatCompletion(ask('The weather?')).events())
    expect(events.filter(({ type }) => type === 'tool-call-start')).toEqual(
      toolCalls.map(({ id, name }, toolCall) => ({ type: 'tool-call-start', choice: 0, toolCall, id, name })),
    )
    expect(events.filter(({ type }) => type === 'tool-call-ready')).toEqual(
      wireCalls.map((call, toolCall) => ({ type: 'tool-call-ready', choice: 0, toolCall, call })),
    )
    const pieces = events.map((event) => (event.type === 'tool-call-delta' && event.toolCall === 0 ? event.text : ''))
    expect(JSON.parse(pieces.join(''))).toEqual(toolCalls[0]?.args)
    expect(events.at(-2)).toEqual({ type: 'finish', choice: 0, finishReason: 'tool_calls' })
  })
})

describe('errors', () => {
  test.each([
    { status: 400, retryable: false },
    { status: 401, retryable: false },
    { status: 403, retryable: false },
    { status: 404, retryable: false },
    { status: 429, retryable: true },
    { status: 500, retryable: true },
    { status: 503, retryable: true },
  ])('$status is a ProviderError that knows whether to try again, for a whole answer and a stream', async (row) => {
    const { status, retryable } = row
    const facts = {
      name: 'ProviderError',
      message: `Refused with ${status}`,
      status,
      retryable,
      providerCode: `code_${status}`,
      providerType: `type_${status}`,
      retryAfter: status === 429 ? 7 : undefined,
      requestId: expect.stringMatching(/./),
    }
    const whole = await thrownBy(client().createChatCompletion(ask(`status ${status}`)))
    expect(whole).toBeInstanceOf(ProviderError)
    expect(whole).toMatchObject(facts)
    const result = await client()
      .streamChatCompletion(ask(`status ${status}`))
      .result()
    expect(result.status).toBe('failed')
    expect(result.error).toBeInstanceOf(ProviderError)
    expect(result.error).toMatchObject(facts)
  })

  test('429 is tried again after as long as it says', async () => {
    const delays: number[] = []
    const { createChatCompletion } = client({ maxRetries: 1, onTryAgain: ({ delay }) => delays.push(delay) })
    expect(textOf(await createChatCompletion(ask('twice')))).toBe('Now')
    expect(delays).toEqual([0])
  })

  test('a request that no fixture answers is a ProviderError', async () => {
    expect(await thrownBy(client().createChatCompletion(ask('unheard of')))).toMatchObject({
      name: 'ProviderError',
      status: 404,
      providerCode: 'no_fixture_match',
    })
  })

  test('a dropped request is a ProviderError', async () => {
    const facts = { name: 'ProviderError', status: 500, message: 'Chaos: request dropped', providerCode: 'chaos_drop' }
    expect(await thrownBy(client().createChatCompletion(ask('drop')))).toMatchObject(facts)
  })

  test('a body that is no JSON is quoted', async () => {
    const error = await thrownBy(client().createChatCompletion(ask('malformed')))
    expect(error).toMatchObject({
      name: 'ProviderError',
      status: 200,
      message: 'Cannot read the answer: it is not JSON, it starts with "{malformed json: <<<chaos>>>"',
    })
  })

  test('a stream that is no stream fails', async () => {
    const { status, error } = await client().streamChatCompletion(ask('malformed')).result()
    expect(status).toBe('failed')
    expect(error).toBeInstanceOf(ChatCompletionError)
  })

  test('a connection that breaks before an answer is no connection', async () => {
    const error = await thrownBy(client().createChatCompletion(ask('hang up')))
    expect(error).toMatchObject({ name: 'ChatCompletionError', code: 'connection' })
  })

  test.each([
    // A role and two pieces; the mock may cut the last one off.
    { fault: 'cut', name: 'after three chunks', atMost: 2 * chunkSize },
    { fault: 'disconnect', name: 'after 200 ms', atMost: 10 },
  ])('a stream that breaks off $name keeps what came', async ({ fault, atMost }) => {
    const { status, error, completion } = await client().streamChatCompletion(ask(fault)).result()
    expect(status).toBe('truncated')
    expect(error).toMatchObject({ name: 'ChatCompletionError', code: 'disconnected' })
    const came = textOf(completion)
    expect(came).toBe(text.slice(0, came.length))
    expect(came.length).toBeGreaterThan(0)
    expect(came.length).toBeLessThanOrEqual(atMost)
  })
})

describe('abort', () => {
  test('ends a whole answer', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const pending = thrownBy(client().createChatCompletion(ask('late'), { signal: controller.signal }))
    setTimeout(() => controller.abort(reason), 100)
    const start = Date.now()
    expect(await pending).toMatchObject({ name: 'ChatCompletionError', code: 'aborted', cause: reason })
    expect(Date.now() - start).toBeLessThan(2_000)
  })

  test('ends a stream, with what had come', async () => {
    const controller = new AbortController()
    const stream = client().streamChatCompletion(ask('slow'), { signal: controller.signal })
    let came = ''
    const error = await thrownBy(
      (async () => {
        for await (const event of stream.events()) {
          if (event.type === 'text-delta') came += event.text
          if (came.length === 3) controller.abort()
        }
      })(),
    )
    expect(error).toMatchObject({ name: 'ChatCompletionError', code: 'aborted' })
    expect(came).toBe(text.slice(0, 3))
    const result = await stream.result()
    expect(result).toMatchObject({ status: 'truncated', error: { code: 'aborted' } })
    expect(textOf(result.completion)).toBe(came)
  })

  test('a time limit ends a stream', async () => {
    const { error } = await client({ timeout: 300 }).streamChatCompletion(ask('slow')).result()
    expect(error).toMatchObject({ name: 'ChatCompletionError', code: 'timeout' })
  })

  test('leaving a stream early lets go of the connection', async () => {
    const stream = client().streamChatCompletion(ask('slow'))
    for await (const _ of stream) break
    const result = await stream.result()
    expect(result.status).toBe('truncated')
  })
})

async function eventsOf(events: AsyncIterable<ChatCompletionStreamEvent>): Promise<ChatCompletionStreamEvent[]> {
  const all: ChatCompletionStreamEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

/** As the mock cuts a text. */
function pieces(whole: string): string[] {
  return Array.from({ length: Math.ceil(whole.length / chunkSize) }, (_, i) =>
    whole.slice(i * chunkSize, (i + 1) * chunkSize),
  )
}

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}
