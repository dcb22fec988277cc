import { type ChatCompletionError, ProviderError, ValidationError } from '@chat-completion/core'
import {
  parseChatCompletion,
  parseChatCompletionCreateParams,
  safeParseChatCompletion,
  safeParseChatCompletionBySchema,
  safeParseChatCompletionChunk,
  safeParseChatCompletionCreateParams,
} from '@chat-completion/validators'
import { describe, expect, test } from 'vitest'
import { fullCompletion } from '../../core/test/full-completion.ts'

function errorOf(result: { success: boolean; error?: ChatCompletionError }): ChatCompletionError {
  if (result.success || result.error === undefined) throw new Error('It was accepted')
  return result.error
}

test('a completion with every known key is strict-valid', () => {
  expect(safeParseChatCompletion(fullCompletion, { mode: 'strict' })).toMatchObject({ success: true, repairs: [] })
})

test.each([
  {
    name: 'the model document',
    body: { id: '<id>', choices: [], created: 6764.71, model: 'Altima', object: 'chat.completion' },
  },
  {
    name: 'its linked models',
    body: {
      id: '<id>',
      created: 6764.71,
      model: 'Altima',
      object: 'chat.completion',
      choices: [
        {
          finish_reason: 'stop',
          index: 7209.22,
          message: { role: 'assistant', content: '<value>', refusal: '<value>' },
          logprobs: {
            content: null,
            refusal: [
              {
                token: '<value>',
                logprob: 3926.44,
                bytes: [],
                top_logprobs: [{ token: '<value>', logprob: 9278.78, bytes: [8074.62, 4190.25] }],
              },
            ],
          },
        },
      ],
      usage: { completion_tokens: 3945.12, prompt_tokens: 7037.32, total_tokens: 1194.53 },
    },
  },
])('the example of $name is strict-valid, fractions and all', ({ body }) => {
  expect(safeParseChatCompletion(body, { mode: 'strict' })).toMatchObject({ success: true, repairs: [] })
})

test('strict parsing names each deviation with path, expected and received', () => {
  const body = { object: 'chat.completion', created: '1', model: 'm', choices: [{ message: { role: 'assistant' } }] }
  const error = errorOf(safeParseChatCompletion(body, { mode: 'strict' })) as ValidationError
  expect(error).toBeInstanceOf(ValidationError)
  expect(error.message).toMatchInlineSnapshot(
    `"Cannot read the completion: created: expected number, received "1", and 4 more"`,
  )
  expect(error.issues.map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "created: expected number, received "1"",
      "choices[0].message.content: expected string | Array | null, received undefined",
      "choices[0].index: expected number, received undefined",
      "choices[0].finish_reason: expected string | null, received undefined",
      "id: expected string, received undefined",
    ]
  `)
  expect(error.issues[1]).toMatchObject({
    path: ['choices', 0, 'message', 'content'],
    expected: 'string | Array | null',
    received: 'undefined',
  })
})

test('a message never shows a whole prompt', () => {
  const error = errorOf(safeParseChatCompletion({ ...fullCompletion, created: 'x'.repeat(1000) }, { mode: 'strict' }))
  expect(error.message.length).toBeLessThan(160)
})

describe('a body that is no completion', () => {
  test.each([
    {
      name: 'an error in a 200 (pydantic-ai#2323)',
      body: { error: { message: 'No', code: 400, metadata: { a: 1 } } },
      message: 'No',
    },
    {
      name: 'an error beside nulls (pydantic-ai#3994)',
      body: { id: null, choices: null, error: { message: 'No', code: '400' } },
      message: 'No',
    },
    { name: 'an error beside empty choices', body: { choices: [], error: { message: 'No' } }, message: 'No' },
    { name: 'an error as text', body: { error: 'No' }, message: 'No' },
    { name: 'a flat error', body: { object: 'error', message: 'No', code: '3051' }, message: 'No' },
    { name: 'text', body: 'upstream connect error', message: 'upstream connect error' },
    {
      name: "Gemini's list",
      body: [{ error: { message: 'No', code: 400, status: 'INVALID_ARGUMENT' } }],
      message: 'No',
    },
    { name: 'an empty error', body: { error: {} }, message: 'The provider gave no reason' },
  ])('$name is a ProviderError, in either mode', ({ body, message }) => {
    for (const mode of ['tolerant', 'strict'] as const) {
      const error = errorOf(safeParseChatCompletion(body, { mode }))
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({ code: 'provider', message, body })
    }
  })

  test.each([
    {
      name: 'null choices (pydantic-ai#6900)',
      body: { id: 'a', choices: null, error: null },
      keys: 'id, choices, error',
    },
    { name: 'another object', body: { object: 'list', data: [] }, keys: 'object, data' },
  ])('$name is no-completion, naming the keys that were there', ({ body, keys }) => {
    expect(errorOf(safeParseChatCompletion(body))).toMatchObject({
      code: 'no-completion',
      message: expect.stringContaining(keys),
    })
  })

  test('parse throws what safeParse returns', () => {
    expect(() => parseChatCompletion({ error: { message: 'No' } })).toThrow(ProviderError)
  })
})

test('an error beside a usable choice stays on the value', () => {
  const body = { ...fullCompletion, error: { message: 'Slow' } }
  const result = safeParseChatCompletion(body)
  expect(result).toMatchObject({ success: true, value: { error: { message: 'Slow' } } })
})

test('a chunk that is an error without choices is a ProviderError, with choices it is a chunk', () => {
  const error = { message: 'Upstream', code: 502 }
  expect(errorOf(safeParseChatCompletionChunk({ error }))).toBeInstanceOf(ProviderError)
  const choices = [{ index: 0, delta: { content: '' }, finish_reason: 'error' }]
  const body = { id: 'a', object: 'chat.completion.chunk', created: 1, model: 'm', choices, error }
  expect(safeParseChatCompletionChunk(body)).toMatchObject({ success: true, value: { error } })
  expect(errorOf(safeParseChatCompletionChunk({ type: 'ping' }))).toMatchObject({ code: 'no-completion' })
})

describe('requests', () => {
  test('wrong values of known keys are errors that name the parameter', () => {
    const error = errorOf(
      safeParseChatCompletionCreateParams({ messages: [], temperature: 'hot', stop: [1] }),
    ) as ValidationError
    expect(error.issues.map(({ path }) => path.join('.'))).toEqual(['temperature', 'stop.0'])
  })

  test('strict parsing rejects unknown keys, and none below what is the user’s', () => {
    const schema = { type: 'object', properties: { snake_case: { $ref: '#/definitions/x' } } }
    const known = {
      model: 'm',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      tools: [
        { type: 'function', function: { name: 'f', parameters: schema } },
        { type: 'browser_search', depth: 3 },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 's', schema } },
      metadata: { my_key: 'v' },
      logit_bias: { 50256: -100 },
      plugins: [{ id: 'web', mode: 'deep' }],
    }
    expect(safeParseChatCompletionCreateParams(known, { mode: 'strict' })).toMatchObject({ success: true, repairs: [] })
    const error = errorOf(safeParseChatCompletionCreateParams({ ...known, max_token: 5 }, { mode: 'strict' }))
    expect(error.message).toMatchInlineSnapshot(
      `"Cannot read the request: max_token: expected no unknown key, received 5"`,
    )
  })

  test('a key without a value is none', () => {
    const body = { messages: [], zzz: undefined, maxTokens: undefined, metadata: { a: undefined } }
    for (const mode of ['tolerant', 'strict'] as const) {
      const result = safeParseChatCompletionCreateParams(body, { mode })
      expect(result).toStrictEqual({ success: true, value: { messages: [], metadata: { a: undefined } }, repairs: [] })
    }
  })

  test('a key in the domain’s spelling is taken for the wire’s, but not beside it', () => {
    expect(parseChatCompletionCreateParams({ messages: [], maxTokens: 5 })).toMatchObject({ maxTokens: 5 })
    expect(errorOf(safeParseChatCompletionCreateParams({ messages: [], maxTokens: 5, max_tokens: 6 }))).toMatchObject({
      code: 'invalid-shape',
    })
  })
})

describe('limits', () => {
  const deep = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
  const text = 'x'.repeat(70_000)
  const token = { token: 'Hi', logprob: 0, bytes: Array(8_192).fill(1) }
  const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' }, extra_content: { [text]: 1 } }
  const withMessage = (message: object, logprobs: object | null = null): object => ({
    ...fullCompletion,
    choices: [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason: 'stop', logprobs }],
  })

  test.each([
    { name: 'too deep', body: { ...fullCompletion, x: deep(5000) } },
    { name: 'too large', body: { ...fullCompletion, x: 'x'.repeat(64 * 1024 * 1024 + 1) } },
    {
      name: 'too large by a list of lists',
      body: withMessage({ content: 'Hi' }, { content: Array(8_300).fill(token) }),
    },
    { name: 'too large by the keys of a dictionary', body: withMessage({ tool_calls: Array(1_000).fill(call) }) },
    {
      name: 'too broken',
      body: { ...fullCompletion, choices: Array.from({ length: 30_000 }, () => ({})).concat(fullCompletion.choices) },
    },
  ])('a body that is $name is refused with a clear error', ({ body }) => {
    expect(errorOf(safeParseChatCompletion(body))).toMatchObject({
      code: 'limit',
      message: expect.stringMatching(/^Cannot read the body: it /),
    })
  })

  test('what one kind of content weighs is not counted for the next, which is tried', () => {
    const body = withMessage({ content: Array(600).fill({ type: 'text', text }) })
    expect(parseChatCompletion(body).choices).toHaveLength(1)
    expect(safeParseChatCompletionBySchema(body)).toMatchObject({
      success: true,
      value: { model: fullCompletion.model },
    })
  })

  test('of a list that is wrong throughout, not all is looked at', () => {
    let looks = 0
    const message = {
      get role(): unknown {
        looks += 1
        return 1
      },
    }
    const error = errorOf(safeParseChatCompletionCreateParams({ messages: Array(100_000).fill(message) }))
    expect((error as ValidationError).issues).toHaveLength(10_000)
    // Each is weighed once, beside.
    expect(looks).toBeLessThan(200_000)
  })

  test('a body that contains itself is too deep', () => {
    const body: Record<string, unknown> = { ...fullCompletion }
    body.x = body
    expect(errorOf(safeParseChatCompletion(body))).toMatchObject({ code: 'limit' })
  })

  test('a body that grows over the limit when it is mended is refused', () => {
    const message = { role: 'assistant', content: 'x'.repeat(40 * 1024 * 1024) }
    expect(errorOf(safeParseChatCompletionChunk({ choices: [{ index: 0, message }] }))).toMatchObject({ code: 'limit' })
  })

  test('a body as deep as the limit allows is read', () => {
    expect(safeParseChatCompletion({ ...fullCompletion, x: deep(250) }).success).toBe(true)
  })
})
