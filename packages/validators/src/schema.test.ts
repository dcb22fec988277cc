import {
  ChatCompletionCreateParamsSchema,
  ChatCompletionMessageToolCallSchema,
  ChatCompletionSchema,
  CompletionUsageSchema,
  ParsedChatCompletionCreateParamsSchema,
  ParsedChatCompletionSchema,
  readCompletionUsage,
} from '@chat-completion/validators'
import { toJsonSchema } from '@chat-completion/validators/json-schema'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { fullCompletion } from '../../core/test/full-completion.ts'

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }

test('a schema is a Standard Schema', async () => {
  const { '~standard': standard } = CompletionUsageSchema
  expect(standard).toMatchObject({ version: 1, vendor: 'valibot' })
  expect(await standard.validate(usage)).toMatchObject({ value: usage })
  const result = await standard.validate({ ...usage, cost: 'free' })
  expect(result.issues).toMatchObject([{ path: [{ key: 'cost' }], message: 'Expected number, received "free"' }])
})

test('a schema is a valibot schema, alone and inside others', () => {
  expect(v.parse(CompletionUsageSchema, usage)).toBe(usage)
  expect(v.is(v.object({ usage: CompletionUsageSchema }), { usage })).toBe(true)
  const { issues } = v.safeParse(v.array(v.object({ usage: CompletionUsageSchema })), [{ usage: {} }])
  expect(issues?.map((issue) => v.getDotPath(issue))).toContain('0.usage.prompt_tokens')
  expect(v.is({ ...CompletionUsageSchema }, {})).toBe(false)
})

test('a schema that is spread, as valibot does it, keeps its structure', () => {
  const schemas = [CompletionUsageSchema, ChatCompletionMessageToolCallSchema, ChatCompletionSchema]
  for (const schema of schemas) expect(toJsonSchema({ ...schema })).toEqual(toJsonSchema(schema))
  expect({ ...CompletionUsageSchema }['~standard'].validate(usage)).toEqual({ value: usage, typed: true })
})

test('what a schema is made of is made once, also behind a proxy', () => {
  const schema = new Proxy(CompletionUsageSchema, {})
  const entries = (): unknown => (schema as { entries?: unknown }).entries
  expect(entries()).toHaveProperty('prompt_tokens')
  expect(entries()).toBe(entries())
  expect(v.is(schema, usage)).toBe(true)
})

test('what only a class has is none of an object', () => {
  class Usage {
    get prompt_tokens(): unknown {
      return 'nine'
    }
    get completion_tokens(): number {
      return 3
    }
    get total_tokens(): number {
      return 12
    }
  }
  expect(v.is(CompletionUsageSchema, new Usage())).toBe(false)
  expect(readCompletionUsage(new Usage())).toBeUndefined()
})

test('a schema hands on the input itself, with keys that would poison a copy', () => {
  const hostile = JSON.parse(
    '{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"__proto__":{"x":1},"constructor":5}',
  )
  expect(v.parse(CompletionUsageSchema, hostile)).toBe(hostile)
})

test('the parsed schema gives what parsing gives', async () => {
  const result = await ParsedChatCompletionSchema['~standard'].validate({ choices: [{ message: { content: 'Hi' } }] })
  expect(result).toMatchObject({
    value: { id: '', choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' } }] },
  })
  const failed = await ParsedChatCompletionSchema['~standard'].validate({ error: { message: 'No' } })
  expect(failed.issues).toMatchObject([{ message: 'No' }])
  const wrong = await ParsedChatCompletionCreateParamsSchema['~standard'].validate({ messages: [], model: 1, n: 'two' })
  expect(wrong.issues?.map(({ path }) => path)).toMatchObject([[{ key: 'model' }], [{ key: 'n' }]])
  const params = await ParsedChatCompletionCreateParamsSchema['~standard'].validate({ messages: [], max_tokens: 3 })
  expect(params).toMatchObject({ value: { messages: [], maxTokens: 3 } })
})

test('the parsed schema is a valibot schema, alone and inside others', () => {
  const text = v.pipe(
    ParsedChatCompletionSchema,
    v.transform(({ choices }) => choices[0]?.message.content),
  )
  expect(v.parse(text, { choices: [{ message: { content: 'Hi' } }] })).toBe('Hi')
  const { issues } = v.safeParse(v.object({ request: ParsedChatCompletionCreateParamsSchema }), {
    request: { n: 'two' },
  })
  expect(issues?.map((issue) => v.getDotPath(issue))).toEqual(['request.n', 'request.messages'])
})

test('JSON Schema says the same of required and known keys', () => {
  expect(toJsonSchema(CompletionUsageSchema)).toMatchObject({
    type: 'object',
    required: ['prompt_tokens', 'completion_tokens', 'total_tokens'],
    properties: { prompt_tokens: { type: 'number' }, cost: { anyOf: [{ type: 'number' }, { type: 'null' }] } },
  })
  for (const schema of [ChatCompletionSchema, ChatCompletionCreateParamsSchema]) {
    expect(JSON.stringify(toJsonSchema(schema))).toContain('"required"')
  }
})

test('JSON Schema keeps listed kinds from the option that takes all others', () => {
  const { oneOf } = toJsonSchema(ChatCompletionMessageToolCallSchema)
  expect(oneOf?.at(-1)).toMatchObject({
    properties: { id: { type: 'string' }, type: { type: 'string', not: { enum: ['', 'function', 'custom'] } } },
    required: ['id', 'type'],
  })
})

test('numbers are finite, never integers by decree', () => {
  expect(v.is(CompletionUsageSchema, { ...usage, prompt_tokens: 0.5 })).toBe(true)
  expect(v.is(CompletionUsageSchema, { ...usage, prompt_tokens: JSON.parse('1e999') })).toBe(false)
})

test('an array is no object', () => {
  expect(v.is(ChatCompletionSchema, { ...fullCompletion, usage: { ...usage, prompt_tokens_details: [] } })).toBe(false)
})
