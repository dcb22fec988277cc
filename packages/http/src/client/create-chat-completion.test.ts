import { ChatCompletionError, ProviderError, ValidationError } from '@chat-completion/core'
import { type CreateOptions, createChatCompletion, streamChatCompletion } from '@chat-completion/http'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answering, broken, completion, ok, params, rejection, sse, stuck, told } from '../../test/fetches.ts'

const apiKey = 'sk-or-v1-0123456789'

function create(answer: Response | Error | (() => Response), options: CreateOptions = {}) {
  return createChatCompletion(params, { apiKey, maxRetries: 0, ...answering(answer), ...options })
}

describe('an answer is read', () => {
  test.each([
    { name: 'plain', text: JSON.stringify(completion) },
    { name: 'after white space that kept the connection alive', text: `\n  \n\t \r\n${JSON.stringify(completion)}\n` },
    { name: 'after a byte order mark', text: `\uFEFF${JSON.stringify(completion)}` },
    { name: 'indented', text: JSON.stringify(completion, null, 2) },
  ])('$name', async ({ text }) => {
    expect(await create(new Response(text))).toMatchObject({
      choices: [{ message: { content: 'Hello' }, finishReason: 'stop' }],
      usage: { promptTokens: 9 },
    })
  })

  test.each(['text/plain', 'application/octet-stream', 'text/event-stream', ''])(
    'whatever its type: %j',
    async (type) => {
      const response = new Response(JSON.stringify(completion), { headers: { 'content-type': type } })
      expect(await create(response)).toMatchObject({ model: 'm' })
    },
  )

  test('cut anywhere, in the middle of a letter too', async () => {
    const content = 'Grüße, 世界 🌍'
    const message = { role: 'assistant', content }
    const bytes = new TextEncoder().encode(
      JSON.stringify({ ...completion, choices: [{ index: 0, message, finish_reason: 'stop' }] }),
    )
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await create(new Response(body))).toMatchObject({ choices: [{ message: { content } }] })
  })

  test('with any status of success', async () => {
    expect(await create(Response.json(completion, { status: 202 }))).toMatchObject({ model: 'm' })
  })

  test('and mended, unless strictness is asked for', async () => {
    const deviating = { ...completion, object: 'text_completion' }
    expect(await create(Response.json(deviating))).toMatchObject({ object: 'chat.completion' })
    const error = await rejection(create(Response.json(deviating), { mode: 'strict' }))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error).toMatchObject({ code: 'invalid-shape' })
  })
})

describe('what is no answer is a typed error', () => {
  const headers = { 'x-request-id': 'r1' }
  test.each<{ name: string; response: Response; error: object }>([
    {
      name: 'an envelope',
      response: Response.json(
        { error: { message: 'No such model', type: 'invalid_request_error', param: 'model', code: 'model_not_found' } },
        { status: 404, headers },
      ),
      error: {
        message: 'No such model',
        status: 404,
        requestId: 'r1',
        providerCode: 'model_not_found',
        providerType: 'invalid_request_error',
        param: 'model',
        retryable: false,
      },
    },
    {
      name: 'OpenRouter’s with metadata',
      response: Response.json(
        { error: { message: 'Provider returned error', code: 429, metadata: { provider_name: 'X', raw: 'slow' } } },
        { status: 429, headers: { 'x-generation-id': 'gen-1', 'retry-after': '9' } },
      ),
      error: { status: 429, requestId: 'gen-1', retryAfter: 9, metadata: { provider_name: 'X' }, retryable: true },
    },
    {
      name: 'Gemini’s list',
      response: Response.json([{ error: { code: 400, message: 'Bad', status: 'INVALID_ARGUMENT' } }], { status: 400 }),
      error: { message: 'Bad', providerType: 'INVALID_ARGUMENT', retryable: false },
    },
    {
      name: 'FastAPI’s detail',
      response: Response.json({ detail: [{ msg: 'field required' }] }, { status: 422 }),
      error: { status: 422, retryable: false },
    },
    {
      name: 'a text as the error',
      response: Response.json({ error: 'Overloaded' }, { status: 503 }),
      error: { message: 'Overloaded', retryable: true },
    },
    { name: 'text', response: new Response('Nope', { status: 403 }), error: { message: 'Nope', body: 'Nope' } },
    {
      name: 'a page',
      response: new Response('<html>502</html>', { status: 502, headers: { 'content-type': 'text/html' } }),
      error: { message: '<html>502</html>', status: 502, body: '<html>502</html>', retryable: true },
    },
    {
      name: 'JSON that is cut',
      response: new Response('{"error": {"mess', { status: 500 }),
      error: { status: 500, body: '{"error": {"mess' },
    },
    {
      name: 'JSON that is null',
      response: Response.json(null, { status: 500 }),
      error: { status: 500, retryable: true },
    },
    {
      name: 'nothing',
      response: new Response(null, { status: 500, headers }),
      error: { message: 'The provider gave no reason', status: 500, requestId: 'r1', retryable: true },
    },
    { name: 'a redirect that was not followed', response: new Response(null, { status: 304 }), error: { status: 304 } },
    {
      name: 'an error in a 200',
      response: Response.json({ error: { message: 'Overloaded', code: 503 } }, { headers }),
      error: { message: 'Overloaded', status: 200, requestId: 'r1', providerCode: 503, retryable: true },
    },
    {
      name: 'an error in a 200, with Retry-After',
      response: Response.json({ error: { message: 'Slow down', code: 429 } }, { headers: { 'retry-after': '9' } }),
      error: { retryAfter: 9, retryable: true },
    },
    {
      name: 'an error beside null choices in a 200',
      response: Response.json({ error: { message: 'No' }, choices: null, id: null }),
      error: { message: 'No', status: 200, retryable: false },
    },
    {
      name: 'an empty 200',
      response: new Response('', { headers }),
      error: {
        message: 'Cannot read the answer: it is empty',
        status: 200,
        requestId: 'r1',
        retryable: true,
        body: '',
      },
    },
    {
      name: 'a 200 of white space',
      response: new Response(' \n \n'),
      error: { message: 'Cannot read the answer: it is empty', retryable: true },
    },
    { name: 'a 204', response: new Response(null, { status: 204 }), error: { status: 204, retryable: true } },
    {
      name: 'text in a 200',
      response: new Response('Service unavailable, please come back later. This is a long text.', { headers }),
      error: {
        message:
          'Cannot read the answer: it is not JSON, it starts with "Service unavailable, please come back later. This "',
        status: 200,
        requestId: 'r1',
        retryable: false,
        body: 'Service unavailable, please come back later. This is a long text.',
      },
    },
    {
      name: 'a stream where an answer as a whole was asked for',
      response: new Response(sse('Hello')),
      error: {
        status: 200,
        retryable: false,
        message: expect.stringContaining('it is not JSON, it starts with "data:'),
      },
    },
    {
      name: 'JSON in a 200 that is cut',
      response: new Response(JSON.stringify(completion).slice(0, -9)),
      error: { status: 200, message: expect.stringContaining('it is not JSON') },
    },
  ])('$name', async ({ response, error }) => {
    const failure = await rejection(create(response))
    expect(failure).toBeInstanceOf(ProviderError)
    expect(failure).toMatchObject({ code: 'provider', ...error })
  })

  test.each<{ name: string; body: unknown; code: string }>([
    { name: 'an empty object', body: {}, code: 'no-completion' },
    { name: 'null', body: null, code: 'no-completion' },
    { name: 'a number', body: 7, code: 'no-completion' },
    { name: 'choices that are none', body: { ...completion, choices: 'none' }, code: 'no-completion' },
  ])('JSON that is $name, in a 200', async ({ body, code }) => {
    const error = await rejection(create(Response.json(body)))
    expect(error).toBeInstanceOf(ChatCompletionError)
    expect(error).toMatchObject({ code })
  })

  test('a body that breaks', async () => {
    const error = await rejection(create(() => broken('{"id":')))
    expect(error).toMatchObject({ code: 'disconnected', cause: new TypeError('terminated') })
  })

  test('a body of something that is no bytes', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue('text') })
    const response = () => Object.defineProperty(new Response(''), 'body', { value: body })
    expect(await rejection(create(response))).toMatchObject({ code: 'disconnected' })
  })
})

describe('limits', () => {
  test('an answer over maxSize is cancelled', async () => {
    const { response, cancelled } = stuck(JSON.stringify(completion))
    expect(await rejection(create(() => response, { maxSize: 20 }))).toMatchObject({
      code: 'limit',
      message: 'Cannot read the answer: it has more than 20 characters',
    })
    expect(cancelled()).toBe(true)
  })

  test('an answer of just that size is read', async () => {
    const maxSize = JSON.stringify(completion).length
    expect(await create(ok(), { maxSize })).toMatchObject({ model: 'm' })
    expect(await rejection(create(ok(), { maxSize: maxSize - 1 }))).toMatchObject({ code: 'limit' })
  })

  test('a refusal is read as far as 64 Ki, then cancelled', async () => {
    const { response, cancelled } = stuck('x'.repeat(100_000), { status: 500 })
    const error = (await rejection(create(() => response))) as ProviderError
    expect(error).toMatchObject({ code: 'provider', status: 500 })
    expect(String(error.body)).toHaveLength(64 * 1024)
    expect(cancelled()).toBe(true)
  })

  test('text in a 200 is kept as far as 64 Ki', async () => {
    const error = (await rejection(create(new Response('x'.repeat(100_000))))) as ProviderError
    expect(String(error.body)).toHaveLength(64 * 1024)
  })

  test('JSON that is nested without end is an error like any other', async () => {
    for (const status of [200, 500]) {
      const deep = `${'['.repeat(30_000)}"${apiKey}"${']'.repeat(30_000)}`
      expect(await rejection(create(new Response(deep, { status })))).toBeInstanceOf(ChatCompletionError)
    }
  })
})

describe('whatever a provider answers', () => {
  const json = fc.oneof(
    fc.json(),
    fc
      .record(
        {
          id: fc.anything(),
          choices: fc.oneof(fc.array(fc.object()), fc.jsonValue()),
          error: fc.oneof(fc.string(), fc.jsonValue(), fc.constant({ message: apiKey, code: 503 })),
          message: fc.constantFrom(apiKey, 'No', null),
          usage: fc.jsonValue(),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item)) ?? ''),
  )
  const text = fc.oneof(
    fc.string(),
    json,
    json.map((value) => `data: ${value}\n\n`),
    fc.string().map((value) => `${value}${apiKey}${value}`),
    fc.tuple(json, fc.nat(50)).map(([value, end]) => value.slice(0, end)),
    fc.constant(JSON.stringify(completion)),
    fc.constant(sse('Hello')),
  )
  const status = fc.oneof(
    fc.constantFrom(200, 201, 400, 401, 404, 408, 418, 429, 500, 503, 529),
    fc.integer({ min: 200, max: 599 }),
  )
  const type = fc.constantFrom('application/json', 'text/event-stream', 'text/html', 'text/plain', '')
  const retryAfter = fc.constantFrom('', '0', '-1', 'soon', '1e9', 'Infinity', '7, 8', '61')

  const response = fc.record({ text, status, type, retryAfter }).map((given) => () => {
    const isBodyless = [204, 205, 304].includes(given.status)
    const headers = { 'content-type': given.type, 'retry-after': given.retryAfter }
    return new Response(isBodyless ? null : given.text, { status: given.status, headers })
  })

  test('there is a completion or a typed error that does not tell the key', async () => {
    await fc.assert(
      fc.asyncProperty(response, async (answer) => {
        const outcome: unknown = await create(answer).catch((error: unknown) => error)
        if (outcome instanceof ChatCompletionError) expect(told(outcome)).not.toContain(apiKey)
        else expect(outcome).toHaveProperty('choices')
      }),
      { numRuns: 500 },
    )
  })

  test('a stream ends, with a typed error that does not tell the key unless it is complete', async () => {
    await fc.assert(
      fc.asyncProperty(response, async (answer) => {
        const options = { apiKey, maxRetries: 0, ...answering(answer) }
        const { status, error } = await streamChatCompletion(params, options).result()
        if (status === 'complete') return
        expect(error).toBeInstanceOf(ChatCompletionError)
        expect(told(error)).not.toContain(apiKey)
      }),
      { numRuns: 500 },
    )
  })
})
