import { chunkToWire, completionToWire } from '@chat-completion/core'
import {
  type RepairCode,
  repairCatalogue,
  safeParseChatCompletion,
  safeParseChatCompletionChunk,
  safeParseChatCompletionCreateParams,
  safeParseErrorBody,
} from '@chat-completion/validators'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../core/test/canonical.ts'
import { putBack } from '../test/put-back.ts'

const message = { role: 'assistant', content: 'Paris' }
const choice = { index: 0, finish_reason: 'stop', message }
const completion = { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [choice] }
const chunkChoice = { index: 0, finish_reason: null, delta: { content: 'Pa' } }
const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [chunkChoice] }
const functionCall = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }

type Row = {
  code: RepairCode
  name: string
  body: unknown
  path: (string | number)[]
  value: unknown
  more?: RepairCode[]
}

const withChoice = (change: object): unknown => ({ ...completion, choices: [{ ...choice, ...change }] })
const withMessage = (change: object): unknown => withChoice({ message: { ...message, ...change } })
const withCall = (change: object): unknown => withMessage({ tool_calls: [{ ...functionCall, ...change }] })
const withUsage = (usage: unknown): unknown => ({ ...completion, usage })
const without = (object: object, key: string): object =>
  Object.fromEntries(Object.entries(object).filter(([own]) => own !== key))

const call = ['choices', 0, 'message', 'tool_calls', 0]

const completionRows: Row[] = [
  { code: 'missing-id', name: 'no id', body: without(completion, 'id'), path: ['id'], value: '' },
  { code: 'missing-id', name: 'id null', body: { ...completion, id: null }, path: ['id'], value: '' },
  { code: 'string-from-number', name: 'id as a number', body: { ...completion, id: 7 }, path: ['id'], value: '7' },
  { code: 'missing-created', name: 'no time', body: without(completion, 'created'), path: ['created'], value: 0 },
  {
    code: 'number-from-string',
    name: 'time as text',
    body: { ...completion, created: '12.5' },
    path: ['created'],
    value: 12.5,
  },
  {
    code: 'dropped-value',
    name: 'time as a date',
    body: { ...completion, created: '2026-01-01' },
    path: ['created'],
    value: 0,
  },
  {
    code: 'dropped-value',
    name: 'time beyond any number',
    body: { ...completion, created: Number.POSITIVE_INFINITY },
    path: ['created'],
    value: 0,
  },
  { code: 'missing-model', name: 'no model', body: without(completion, 'model'), path: ['model'], value: '' },
  {
    code: 'wrong-object',
    name: 'no object',
    body: without(completion, 'object'),
    path: ['object'],
    value: 'chat.completion',
  },
  {
    code: 'wrong-object',
    name: 'another object',
    body: { ...completion, object: 'text_completion' },
    path: ['object'],
    value: 'chat.completion',
  },
  {
    code: 'missing-index',
    name: 'no index',
    body: { ...completion, choices: [choice, without(choice, 'index')] },
    path: ['choices', 1, 'index'],
    value: 1,
  },
  {
    code: 'missing-finish-reason',
    name: 'no finish reason',
    body: { ...completion, choices: [without(choice, 'finish_reason')] },
    path: ['choices', 0, 'finish_reason'],
    value: null,
  },
  {
    code: 'missing-message',
    name: 'a filtered choice',
    body: { ...completion, choices: [{ index: 0, finish_reason: 'content_filter', content_filter_results: {} }] },
    path: ['choices', 0, 'message'],
    value: { role: 'assistant', content: null },
  },
  {
    code: 'invalid-item',
    name: 'a choice that is null',
    body: { ...completion, choices: [choice, null] },
    path: ['choices', 1],
    value: { index: 1, finish_reason: null, message: { role: 'assistant', content: null } },
    more: ['missing-index', 'missing-message', 'missing-finish-reason'],
  },
  {
    code: 'wrong-role',
    name: 'no role',
    body: withChoice({ message: without(message, 'role') }),
    path: ['choices', 0, 'message', 'role'],
    value: 'assistant',
  },
  {
    code: 'missing-content',
    name: 'no content',
    body: withChoice({ message: without(message, 'content') }),
    path: ['choices', 0, 'message', 'content'],
    value: null,
  },
  {
    code: 'content-part',
    name: 'a part that is text alone',
    body: withMessage({ content: ['Paris'] }),
    path: ['choices', 0, 'message', 'content', 0],
    value: { type: 'text', text: 'Paris' },
  },
  {
    code: 'content-part',
    name: 'a part without its type',
    body: withMessage({ content: [{ text: 'Paris' }] }),
    path: ['choices', 0, 'message', 'content', 0, 'type'],
    value: 'text',
  },
  {
    code: 'content-part',
    name: 'a part without its text',
    body: withMessage({ content: [{ type: 'text', text: null }] }),
    path: ['choices', 0, 'message', 'content', 0, 'text'],
    value: '',
  },
  {
    code: 'content-part',
    name: 'a thought in text',
    body: withMessage({ content: [{ type: 'thinking', thinking: 'Hm' }] }),
    path: ['choices', 0, 'message', 'content', 0, 'thinking'],
    value: [{ type: 'text', text: 'Hm' }],
  },
  {
    code: 'invalid-item',
    name: 'a tool call that is null',
    body: withMessage({ tool_calls: [functionCall, null] }),
    path: ['choices', 0, 'message', 'tool_calls', 1],
    value: expect.objectContaining({ type: 'function', function: { name: '', arguments: '' } }),
    more: ['tool-call-type', 'tool-call-id', 'missing-tool-name'],
  },
  {
    code: 'domain-key',
    name: 'a key of the domain beside null',
    body: { ...completion, system_fingerprint: null, systemFingerprint: 'fp' },
    path: ['systemFingerprint'],
    value: undefined,
    more: ['domain-key'],
  },
  {
    code: 'dropped-value',
    name: 'content as a boolean',
    body: withMessage({ content: true }),
    path: ['choices', 0, 'message', 'content'],
    value: null,
  },
  {
    code: 'dropped-value',
    name: 'refusal as a boolean',
    body: withMessage({ refusal: false }),
    path: ['choices', 0, 'message', 'refusal'],
    value: null,
  },
  {
    code: 'dropped-value',
    name: 'logprobs as a number',
    body: withChoice({ logprobs: -0.1 }),
    path: ['choices', 0, 'logprobs'],
    value: null,
  },
  {
    code: 'dropped-value',
    name: 'a token that is no object',
    body: withChoice({ logprobs: { content: [5], refusal: [] } }),
    path: ['choices', 0, 'logprobs', 'content'],
    value: null,
  },
  {
    code: 'string-from-number',
    name: 'tool call id as a number',
    body: withCall({ id: 0 }),
    path: [...call, 'id'],
    value: '0',
  },
  {
    code: 'tool-call-type',
    name: 'no tool call type',
    body: withCall({ type: undefined }),
    path: [...call, 'type'],
    value: 'function',
  },
  {
    code: 'tool-call-type',
    name: 'an empty type of a custom call',
    body: withMessage({ tool_calls: [{ id: 'a', type: '', custom: { name: 'f', input: 'x' } }] }),
    path: [...call, 'type'],
    value: 'custom',
  },
  {
    code: 'arguments-as-json',
    name: 'arguments as an object',
    body: withCall({ function: { name: 'f', arguments: { a: 1 } } }),
    path: [...call, 'function', 'arguments'],
    value: '{"a":1}',
  },
  {
    code: 'missing-arguments',
    name: 'arguments null',
    body: withCall({ function: { name: 'f', arguments: null } }),
    path: [...call, 'function', 'arguments'],
    value: '',
  },
  {
    code: 'missing-tool-name',
    name: 'no tool name',
    body: withCall({ function: { arguments: '{}' } }),
    path: [...call, 'function', 'name'],
    value: '',
  },
  {
    code: 'missing-tool-name',
    name: 'no function',
    body: withMessage({ tool_calls: [{ id: 'a', type: 'function' }] }),
    path: [...call, 'function'],
    value: { name: '', arguments: '' },
  },
  {
    code: 'arguments-as-json',
    name: 'deprecated call with an object',
    body: withMessage({ function_call: { name: 'f', arguments: { a: 1 } } }),
    path: ['choices', 0, 'message', 'function_call', 'arguments'],
    value: '{"a":1}',
  },
  {
    code: 'token-count',
    name: 'no sum',
    body: withUsage({ prompt_tokens: 2, completion_tokens: 3 }),
    path: ['usage', 'total_tokens'],
    value: 5,
  },
  {
    code: 'token-count',
    name: 'prompt tokens null',
    body: withUsage({ prompt_tokens: null, completion_tokens: 3, total_tokens: 5 }),
    path: ['usage', 'prompt_tokens'],
    value: 2,
  },
  {
    code: 'dropped-usage',
    name: 'two counts missing',
    body: withUsage({ total_tokens: 5 }),
    path: ['usage'],
    value: null,
  },
  {
    code: 'dropped-usage',
    name: 'a sum smaller than a part',
    body: withUsage({ prompt_tokens: 9, total_tokens: 5 }),
    path: ['usage'],
    value: null,
  },
  {
    code: 'cost-object',
    name: 'cost as an object',
    body: withUsage({ prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, cost: { total_cost: 0.5 } }),
    path: ['usage', 'cost'],
    value: 0.5,
    more: ['cost-object'],
  },
  {
    code: 'dropped-value',
    name: 'cost as an object beside details',
    body: withUsage({
      prompt_tokens: 1,
      completion_tokens: 1,
      total_tokens: 2,
      cost: { total_cost: 0.5 },
      cost_details: {},
    }),
    path: ['usage', 'cost'],
    value: null,
  },
  {
    code: 'domain-key',
    name: 'a key of the domain',
    body: withChoice({ finish_reason: undefined, finishReason: 'stop' }),
    path: ['choices', 0, 'finishReason'],
    value: undefined,
    more: ['domain-key'],
  },
  {
    code: 'reserved-key',
    name: 'a key in both spellings',
    body: withChoice({ finishReason: 'length' }),
    path: ['choices', 0, 'finishReason'],
    value: undefined,
  },
  {
    code: 'reserved-key',
    name: 'contentParts on the wire',
    body: withMessage({ contentParts: [] }),
    path: ['choices', 0, 'message', 'contentParts'],
    value: undefined,
  },
  {
    code: 'error-envelope',
    name: 'an error as text beside choices',
    body: { ...completion, error: 'Slow' },
    path: ['error'],
    value: { message: 'Slow', code: null, type: null, param: null, metadata: null },
  },
  {
    code: 'missing-error-message',
    name: 'an error without a message beside choices',
    body: { ...completion, error: { code: 5 } },
    path: ['error', 'message'],
    value: '',
  },
  {
    code: 'nested-completion',
    name: 'a completion inside provider',
    body: {
      ...Object.fromEntries(Object.keys(completion).map((key) => [key, null])),
      provider: { ...completion, provider: 'Google' },
    },
    path: ['provider'],
    value: 'Google',
    more: ['nested-completion', 'nested-completion', 'nested-completion', 'nested-completion', 'nested-completion'],
  },
]

const at = (value: unknown, path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key], value)

test.each(
  completionRows.map(({ body, ...row }) => ({
    ...row,
    body: JSON.parse(canonical(body).replace('"Infinity"', '1e999')) as unknown,
  })),
)('$code: $name', ({ code, body, path, value, more = [] }) => {
  const result = safeParseChatCompletion(body)
  if (!result.success) throw result.error
  const wire = completionToWire(result.value)
  expect(result.repairs.map((repair) => repair.code).sort()).toEqual([code, ...more].sort())
  expect(result.repairs).toContainEqual({
    code,
    path,
    received: at(body, path),
    message: expect.stringContaining('Repaired '),
  })
  expect(at(wire, path)).toEqual(value)
  expect(canonical(putBack(wire, result.repairs))).toBe(canonical(body))
  expect(safeParseChatCompletion(body, { mode: 'strict' }).success).toBe(false)
})

const chunkRows: Row[] = [
  {
    code: 'missing-choices',
    name: 'usage without choices (vercel/ai#7417)',
    body: without({ ...chunk, usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }, 'choices'),
    path: ['choices'],
    value: [],
  },
  {
    code: 'missing-delta',
    name: 'a last chunk without a delta',
    body: { ...chunk, choices: [{ index: 0, finish_reason: 'stop' }] },
    path: ['choices', 0, 'delta'],
    value: {},
  },
  {
    code: 'delta-from-message',
    name: 'a message for a delta',
    body: { ...chunk, choices: [{ index: 0, finish_reason: 'stop', message }] },
    path: ['choices', 0, 'delta'],
    value: message,
  },
  {
    code: 'missing-index',
    name: 'no index (vercel/ai#4031)',
    body: { ...chunk, choices: [without(chunkChoice, 'index')] },
    path: ['choices', 0, 'index'],
    value: 0,
  },
  {
    code: 'missing-finish-reason',
    name: 'no finish reason',
    body: { ...chunk, choices: [without(chunkChoice, 'finish_reason')] },
    path: ['choices', 0, 'finish_reason'],
    value: null,
  },
  {
    code: 'wrong-object',
    name: 'an empty object (Azure)',
    body: { id: '', object: '', created: 0, model: '', choices: [], prompt_filter_results: [] },
    path: ['object'],
    value: 'chat.completion.chunk',
  },
  {
    code: 'arguments-as-json',
    name: 'arguments as an object',
    body: {
      ...chunk,
      choices: [{ ...chunkChoice, delta: { tool_calls: [{ index: 0, function: { arguments: {} } }] } }],
    },
    path: ['choices', 0, 'delta', 'tool_calls', 0, 'function', 'arguments'],
    value: '{}',
  },
]

test.each(chunkRows)('$code in a chunk: $name', ({ code, body, path, value }) => {
  const result = safeParseChatCompletionChunk(body)
  if (!result.success) throw result.error
  const wire = chunkToWire(result.value)
  expect(result.repairs).toMatchObject([{ code, path, received: at(body, path) }])
  expect(at(wire, path)).toEqual(value)
  expect(putBack(wire, result.repairs)).toEqual(body)
  expect(safeParseChatCompletionChunk(wire, { mode: 'strict' })).toMatchObject({ success: true, repairs: [] })
})

describe('tool-call-id', () => {
  const idOf = (body: unknown): string => {
    const result = safeParseChatCompletion(body)
    if (!result.success) throw result.error
    expect(result.repairs.map(({ code }) => code)).toEqual(['tool-call-id'])
    return String(result.value.choices[0]?.message.toolCalls?.[0]?.id)
  }

  test('an empty id and a missing one are made up (vercel/ai#6663)', () => {
    expect(idOf(withCall({ id: '' }))).toBe('call_c_0_0')
    expect(idOf(withMessage({ tool_calls: [without(functionCall, 'id')] }))).toBe('call_c_0_0')
  })

  test('the same input has the same id, another call or another answer has another', () => {
    const body = withCall({ id: '' }) as typeof completion
    expect(idOf(structuredClone(body))).toBe(idOf(body))
    expect(idOf({ ...body, id: 'd' })).toBe('call_d_0_0')
    expect(idOf({ ...body, id: 'chatcmpl-0123456789abcdef0123456789abcdef' }).length).toBeLessThanOrEqual(40)
  })
})

test('the catalogue lists each code once, and every code of a body has a test here', () => {
  const all = repairCatalogue.map(({ code }) => code)
  expect(new Set(all).size).toBe(all.length)
  const codes = repairCatalogue.filter(({ ofStreams }) => !ofStreams).map(({ code }) => code)
  const tested = new Set<RepairCode>([...completionRows, ...chunkRows].flatMap(({ code }) => [code]))
  tested.add('tool-call-id').add('unknown-key')
  expect([...tested].sort()).toEqual([...codes].sort())
})

test('only rules that the catalogue marks as dropping replace a value by null', () => {
  const drops = new Set(repairCatalogue.filter((rule) => rule.drops).map((rule) => rule.code))
  for (const { code, body, path, value } of completionRows) {
    if (value === null && (at(body, path) ?? null) !== null) expect(drops).toContain(code)
  }
})

test('unknown-key: a request passes on what is not known, and says so', () => {
  const body = { messages: [{ role: 'user', content: 'Hi', mood: 'good' }], top_n: 3 }
  const result = safeParseChatCompletionCreateParams(body)
  expect(result).toMatchObject({
    success: true,
    value: body,
    repairs: [
      { code: 'unknown-key', path: ['messages', 0, 'mood'], received: 'good' },
      { code: 'unknown-key', path: ['top_n'], received: 3 },
    ],
  })
})

test('error-envelope: whatever a provider sends for an error becomes one', () => {
  expect(safeParseErrorBody({ detail: 'Not found' })).toMatchObject({
    success: true,
    value: { detail: 'Not found', error: { message: 'Not found' } },
    repairs: [{ code: 'error-envelope', path: ['error'], received: undefined }],
  })
})
