import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, type RunnerTask, test } from 'vitest'
import { hosts, longRequest, reasonMark, silent } from '../cases/subject.ts'
import { type Runtime, runtimes, type SpawnedServer, spawnServer } from '../index.ts'
import { Tally } from '../tally.ts'
import { type AnswerFacts, type ErrorFacts, prompt, type UsageFacts, user } from './client.ts'
import { clients } from './clients.ts'
import { openaiClient } from './openai.ts'
import {
  deltasBeforeFailure,
  errorMessage,
  failureMessage,
  maxBodySize,
  reasoning,
  retryAfter,
  text,
  toolCalls,
  toolText,
  usage,
  wrongKey,
} from './scenarios.ts'

const cutsSender = 'workerd cuts the connection of a client that still sends, and the answer with it'

// The clients of others, each against each runtime.

/** Why a fact cannot hold on a runtime, whatever the client: what it costs to see that is spent in `conformance.test.ts`. */
function runtimeMisfit(runtime: Runtime, rule: string): string | undefined {
  if (rule.endsWith('for a very large body') && runtime.startsWith('workerd')) return cutsSender
  if (!rule.startsWith('abort')) return undefined
  if (rule === 'abort ends a stream') return undefined
  if (runtime === 'deno') return longRequest
  return hosts.includes(runtime) ? silent : undefined
}

/** What is particular to a client. */
interface Expected {
  /** Where the client drops the reasoning. */
  readonly reasoning: string | null
  readonly toolFinishReason: string
  /** What it makes of an answer whose usage nobody knows, as a whole and as a stream. */
  readonly noUsage: readonly [whole: UsageFacts | null, streamed: UsageFacts | null]
  readonly error: (status: number) => Partial<ErrorFacts>
  readonly midStreamError: Partial<ErrorFacts>
  /** The class of what it throws when a stream is aborted, null where it just ends. */
  readonly abort: string | null
  readonly abortWhole: string
  /** Why a fact does not hold with our handler: it is expected to fail. */
  readonly misfit?: (rule: string) => string | undefined
}

const openaiNames: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  404: 'NotFoundError',
  429: 'RateLimitError',
  500: 'InternalServerError',
  503: 'InternalServerError',
}

function openaiError(status: number): Partial<ErrorFacts> {
  return {
    name: openaiNames[status] ?? 'APIError',
    status,
    message: `${status} ${errorMessage(status)}`,
    code: `code_${status}`,
    type: `type_${status}`,
    param: status === 400 ? 'temperature' : null,
    requestId: expect.stringMatching(/^req_/),
  }
}

const openaiMidStream = {
  name: 'APIError',
  status: undefined,
  message: failureMessage,
  code: 503,
  type: 'server_error',
  requestId: expect.stringMatching(/^req_/),
}

/** A usage that says nothing. */
const uncounted: UsageFacts = {
  prompt: undefined,
  completion: undefined,
  total: undefined,
  cached: undefined,
  reasoning: undefined,
}

const aiSdk: Expected = {
  reasoning,
  toolFinishReason: 'tool-calls',
  noUsage: [uncounted, uncounted],
  error: (status) => ({ name: 'AI_APICallError', status, message: errorMessage(status) }),
  midStreamError: { name: 'AI_StreamProviderError', status: 503, message: failureMessage, code: 503 },
  abort: null,
  abortWhole: 'AbortError',
}

const openRouterNames: Readonly<Record<number, string>> = {
  400: 'BadRequestResponseError',
  401: 'UnauthorizedResponseError',
  404: 'NotFoundResponseError',
  413: 'PayloadTooLargeResponseError',
  429: 'TooManyRequestsResponseError',
  500: 'InternalServerResponseError',
  503: 'ServiceUnavailableResponseError',
}

function openRouterError(status: number): Partial<ErrorFacts> {
  const name = openRouterNames[status]
  if (name) return { name, status, message: errorMessage(status) }
  return { name: 'OpenRouterDefaultError', status, message: expect.stringContaining(`"${errorMessage(status)}"`) }
}

function openRouterMisfit(rule: string): string | undefined {
  if (/^errors (?!415)/.test(rule)) return '@openrouter/sdk finds its class only where error.code is an integer'
  return undefined
}

const expectedOf: Readonly<Record<string, Expected>> = {
  openai: {
    reasoning,
    toolFinishReason: 'tool_calls',
    noUsage: [null, null],
    error: openaiError,
    midStreamError: openaiMidStream,
    abort: null,
    abortWhole: 'APIUserAbortError',
  },
  '@openrouter/sdk': {
    reasoning,
    toolFinishReason: 'tool_calls',
    noUsage: [null, null],
    error: openRouterError,
    midStreamError: { name: 'chunk.error', status: 503, message: failureMessage },
    abort: 'AbortError',
    abortWhole: 'RequestAbortedError',
    misfit: openRouterMisfit,
  },
  '@ai-sdk/openai-compatible': aiSdk,
  // It counts what nobody counted as 0.
  '@openrouter/ai-sdk-provider': {
    ...aiSdk,
    noUsage: [{ ...uncounted, prompt: 0, completion: 0, total: 0 }, uncounted],
  },
  '@langchain/openai': {
    reasoning: null,
    toolFinishReason: 'tool_calls',
    noUsage: [uncounted, null],
    // It adds where to read about some of them.
    error(status) {
      const { message, ...rest } = openaiError(status)
      return { ...rest, message: expect.stringMatching(`^${message}(\n\nTroubleshooting URL: .*\n)?$`) }
    },
    midStreamError: openaiMidStream,
    abort: 'AbortError',
    abortWhole: 'AbortError',
  },
}

const usageFacts: UsageFacts = {
  prompt: usage.promptTokens,
  completion: usage.completionTokens,
  total: usage.totalTokens,
  cached: usage.promptTokensDetails?.cachedTokens ?? undefined,
  reasoning: usage.completionTokensDetails?.reasoningTokens ?? undefined,
}

const statuses = [400, 401, 404, 413, 415, 429, 500, 503]
/** How long after an abort an answer may go on, in milliseconds: a delta, and what a busy machine needs. */
const grace = 1_000

/** Nothing for LangChain. */
const workarounds = {
  openai: 'an error in the middle of a stream has the key `error`',
  '@openrouter/sdk':
    'that error has its status as `code`, a whole answer has `system_fingerprint` if only null, a chunk never has it as null',
  'AI SDK': 'the chunk of that error has a choice with the finish reason `error`',
}

const tasks = new Set<RunnerTask>()

beforeEach(({ task }) => {
  tasks.add(task)
})

afterAll(() => {
  const tally = new Tally()
  for (const { name, result, suite } of tasks) {
    const [rule = '', misfit] = name.split(reasonMark)
    const row = `${suite?.name}, ${suite?.suite?.name}`
    tally.add(row, rule.split(' ')[0] ?? '', result?.state === 'pass' && misfit === undefined, misfit)
  }
  tally.print('Interoperability: facts that hold, by client and runtime, by scenario')
  console.info('\nWhat the handler does for a client\n')
  for (const [client, does] of Object.entries(workarounds)) console.info(`${client}: ${does}`)
})

describe.each(runtimes)('%s', (runtime) => {
  let server: SpawnedServer
  let baseUrl: string

  beforeAll(async () => {
    server = await spawnServer(runtime, { closeTimeout: 100 })
    baseUrl = `${server.url}/v1`
  })

  afterAll(() => server.close())

  describe.each(clients)('$name', (client) => {
    const expected = expectedOf[client.name]
    if (!expected) throw new Error(`Nothing is expected of ${client.name}`)

    const fact = (rule: string, hold: () => Promise<void>): void => holds(runtime, rule, hold, expected.misfit)

    function answerTo(model: string, isStream: boolean): AnswerFacts {
      const isText = model === 'text'
      return {
        text,
        reasoning: isText ? null : (expected?.reasoning ?? null),
        usage: isText ? (expected?.noUsage[isStream ? 1 : 0] ?? null) : usageFacts,
        finishReason: 'stop',
      }
    }

    for (const model of ['chat', 'stream', 'text']) {
      fact(`chat ${model}`, async () => expect(await client.chat(baseUrl, model)).toEqual(answerTo(model, false)))

      fact(`stream ${model}`, async () => {
        const answer = { ...answerTo(model, true), deltas: text.split(' ').length }
        expect(await client.stream(baseUrl, model)).toEqual(answer)
      })
    }

    for (const model of ['tools', 'tools-streamed']) {
      const facts = { calls: toolCalls, finishReason: expected.toolFinishReason, text: toolText }
      fact(`tools ${model}`, async () => expect(await client.tools(baseUrl, model)).toEqual(facts))
      fact(`toolsStream ${model}`, async () => expect(await client.toolsStream(baseUrl, model)).toEqual(facts))
    }

    for (const status of statuses) {
      fact(`errors ${status} of a whole answer`, async () =>
        expect(await client.error(baseUrl, status)).toMatchObject(expected.error(status)),
      )
      fact(`errors ${status} of a stream`, async () =>
        expect(await client.streamError(baseUrl, status)).toMatchObject(expected.error(status)),
      )
    }

    for (const status of statuses) {
      fact(`status ${status}`, async () => expect(await client.error(baseUrl, status)).toHaveProperty('status', status))
    }

    fact('midStreamError after what came before', async () => {
      const facts = { text: deltasBeforeFailure.join(''), error: expected.midStreamError }
      expect(await client.midStreamError(baseUrl)).toMatchObject(facts)
    })

    fact('abort ends a stream', async () => {
      const { stoppedAfter, lastDeltaAfter, ...facts } = await client.abort(baseUrl)
      expect(facts).toEqual({ deltas: 3, error: expected.abort, isSignalled: true })
      expect(stoppedAfter).toBeLessThan(grace)
      expect(lastDeltaAfter).toBeLessThan(grace)
    })

    fact('abort ends a whole answer', async () => {
      const { stoppedAfter, lastDeltaAfter, ...facts } = await client.abortWhole(baseUrl)
      expect(facts).toEqual({ deltas: 0, error: expected.abortWhole, isSignalled: true })
      expect(stoppedAfter).toBeLessThan(grace)
      expect(lastDeltaAfter).toBeLessThan(grace)
    })
  })

  // The handler's own errors, not those an answer throws, but for 429, 500 and the one in the middle of a stream.
  describe('openai', () => {
    const messages = [user(prompt)]
    const { BadRequestError, AuthenticationError, NotFoundError, APIError, RateLimitError, InternalServerError } =
      OpenAI

    interface Refusal {
      readonly name: string
      readonly call: (client: OpenAI) => PromiseLike<unknown>
      readonly is: new (...args: never[]) => Error
      readonly facts: { readonly [key: string]: unknown }
    }

    const refusals: readonly Refusal[] = [
      {
        name: '400 for a parameter of the wrong type',
        call: (client) => client.chat.completions.create({ model: 'chat', messages, temperature: 'hot' as never }),
        is: BadRequestError,
        facts: { status: 400, type: 'invalid_request_error', param: 'temperature', code: 'invalid_type' },
      },
      {
        name: '400 for a parameter that is missing',
        call: (client) => client.chat.completions.create({ model: 'chat' } as never),
        is: BadRequestError,
        facts: { status: 400, type: 'invalid_request_error', param: 'messages', code: 'missing_required_parameter' },
      },
      {
        name: '400 for what is no JSON',
        call: (client) => client.post('/chat/completions', { body: new TextEncoder().encode('{'), headers: json }),
        is: BadRequestError,
        facts: {
          status: 400,
          type: 'invalid_request_error',
          message: '400 Cannot read the body as JSON: it starts with "{"',
        },
      },
      {
        name: '401 for a wrong key',
        call: (client) => client.withOptions({ apiKey: wrongKey }).chat.completions.create({ model: 'chat', messages }),
        is: AuthenticationError,
        facts: { status: 401, code: 'invalid_api_key', message: '401 Cannot answer: the API key is not valid' },
      },
      {
        name: '404 for an unknown path',
        call: (client) => client.embeddings.create({ model: 'chat', input: prompt }),
        is: NotFoundError,
        facts: { status: 404, code: 'unknown_url', message: '404 Cannot find /v1/embeddings' },
      },
      {
        name: '404 for an unknown model',
        call: (client) => client.models.retrieve('none'),
        is: NotFoundError,
        facts: { status: 404, code: 'model_not_found', param: 'model' },
      },
      {
        name: '405 for GET',
        call: (client) => client.get('/chat/completions'),
        is: APIError,
        facts: { status: 405, type: 'invalid_request_error', message: '405 Cannot GET /v1/chat/completions: POST it' },
      },
      {
        name: '413 for a large body',
        call: (client) => client.chat.completions.create({ model: 'chat', messages: [user('x'.repeat(maxBodySize))] }),
        is: APIError,
        facts: { status: 413, message: `413 Cannot read the body: it has more than ${maxBodySize} bytes` },
      },
      {
        name: '413 for a very large body',
        call: (client) => client.chat.completions.create({ model: 'chat', messages: [user('x'.repeat(20_000_000))] }),
        is: APIError,
        facts: { status: 413, message: `413 Cannot read the body: it has more than ${maxBodySize} bytes` },
      },
      {
        name: '415 for another type',
        call: (client) => client.post('/chat/completions', { body: new TextEncoder().encode('{}'), headers: plain }),
        is: APIError,
        facts: { status: 415, message: '415 Cannot read a body of type "text/plain": send "application/json"' },
      },
      {
        name: '429 for a rate limit',
        call: (client) => client.chat.completions.create({ model: 'error-429', messages }),
        is: RateLimitError,
        facts: { status: 429, code: 'code_429' },
      },
      {
        name: '500 for an answer that throws, and tells nothing of why',
        call: (client) => client.chat.completions.create({ model: 'fails', messages }),
        is: InternalServerError,
        facts: { status: 500, type: 'server_error', message: '500 The server failed to answer the request' },
      },
      {
        name: 'a failure in the middle of a stream',
        call: async (client) => {
          const stream = await client.chat.completions.create({ model: 'fail-midstream', messages, stream: true })
          for await (const _ of stream);
        },
        is: APIError,
        facts: { status: undefined, code: 503, type: 'server_error', message: failureMessage },
      },
    ]

    const json = { 'content-type': 'application/json' }
    const plain = { 'content-type': 'text/plain' }

    for (const { name, call, is, facts } of refusals) {
      holds(runtime, `class of ${name}`, async () => {
        const error = await failureOf(call(openaiClient(baseUrl)))
        expect(error.constructor).toBe(is)
        expect(error).toMatchObject({ ...facts, requestID: expect.stringMatching(/^req_/) })
      })
    }

    test('class of 429 says when to come back', async () => {
      const error = await failureOf(openaiClient(baseUrl).chat.completions.create({ model: 'error-429', messages }))
      expect(error.headers?.get('retry-after')).toBe(String(retryAfter))
    })

    test('class of 405 says what is allowed', async () => {
      const error = await failureOf(openaiClient(baseUrl).get('/chat/completions'))
      expect(error.headers?.get('allow')).toBe('POST')
    })

    test('requestId of the client comes back', async () => {
      const headers = { 'x-request-id': 'mine-1' }
      const error = await failureOf(openaiClient(baseUrl).models.retrieve('none', { headers }))
      expect(error.requestID).toBe('mine-1')
    })

    test('models are listed', async () => {
      const { data } = await openaiClient(baseUrl).models.list()
      expect(data.map(({ id }) => id)).toEqual(['chat', 'stream', 'text', 'tools', 'slow'])
    })
  })
})

/** @param rule Begins with the name of its scenario. */
function holds(runtime: Runtime, rule: string, hold: () => Promise<void>, misfitOf?: Expected['misfit']): void {
  const inVain = runtimeMisfit(runtime, rule)
  const misfit = misfitOf?.(rule)
  if (inVain !== undefined) test(`${rule}${reasonMark}${inVain}`, ({ skip }) => skip(inVain))
  else if (misfit !== undefined) test.fails(`${rule}${reasonMark}${misfit}`, hold)
  else test(rule, { retry: rule.startsWith('abort') ? 2 : 0 }, hold)
}

async function failureOf(work: PromiseLike<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  try {
    await work
  } catch (error) {
    if (error instanceof OpenAI.APIError) return error
    throw error
  }
  throw new Error('Nothing was thrown')
}
