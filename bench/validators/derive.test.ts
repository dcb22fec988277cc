// The comparison is fair only where all say the same.
import { ChatCompletionSchema, safeParseChatCompletion } from '@chat-completion/validators'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { fullCompletion } from '../../packages/core/test/full-completion.ts'
import { deviationsOf } from '../../packages/validators/src/read.ts'
import type { Deviation } from '../../packages/validators/src/reading.ts'
import { deviating } from '../../packages/validators/test/hostile.ts'
import { inJsonSchema } from './ajv-schema.ts'
import { derive } from './derive.ts'
import { guard } from './guard.ts'
import { inValibot } from './valibot-schema.ts'
import { inZod } from './zod-schema.ts'

const valibot = derive(ChatCompletionSchema, inValibot)
const zod = derive(ChatCompletionSchema, inZod)
const ajv = new Ajv({ allowUnionTypes: true }).compile(derive(ChatCompletionSchema, inJsonSchema))
const others = [
  { name: 'valibot', accepts: (body: unknown) => v.is(valibot, body) },
  { name: 'zod', accepts: (body: unknown) => zod.safeParse(body).success },
  { name: 'zod, jitless', accepts: (body: unknown) => zod.safeParse(body, { jitless: true }).success },
  { name: 'ajv', accepts: (body: unknown) => ajv(body) },
  { name: 'guard', accepts: guard(ChatCompletionSchema) },
]

const message = { role: 'assistant', content: 'Paris' }
const choice = { index: 0, message, finish_reason: 'stop' }
const answer = { id: 'c1', object: 'chat.completion', created: 1, model: 'a-model', choices: [choice] }

function withMessage(more: object): object {
  return { ...answer, choices: [{ ...choice, message: { ...message, ...more } }] }
}

describe.each(others)('$name accepts what strict parsing accepts', ({ name, accepts }) => {
  test('a completion with every known key', () => {
    expect(accepts(fullCompletion)).toBe(true)
  })

  test.each([
    { name: 'a key that is missing', body: { ...answer, id: undefined }, isValid: false },
    { name: 'a number that is text', body: { ...answer, created: '1' }, isValid: false },
    { name: 'a number that is not finite', body: { ...answer, created: Number.POSITIVE_INFINITY }, isValid: false },
    { name: 'another object', body: { ...answer, object: 'chat.completion.chunk' }, isValid: false },
    { name: 'null where it may be', body: { ...answer, usage: null }, isValid: true },
    { name: 'null where it may not be', body: { ...answer, choices: null }, isValid: false },
    { name: 'a key that is not known', body: { ...answer, x_groq: { id: 1 } }, isValid: true },
    { name: 'a key in the spelling of the domain', body: { ...answer, systemFingerprint: 'f' }, isValid: false },
    { name: 'a key that only the domain has', body: withMessage({ contentParts: [] }), isValid: false },
    { name: 'content in parts', body: withMessage({ content: [{ type: 'text', text: 'Paris' }] }), isValid: true },
    { name: 'a part that is not whole', body: withMessage({ content: [{ type: 'text' }] }), isValid: false },
    { name: 'a part of a kind of its own', body: withMessage({ content: [{ type: 'new', x: 1 }] }), isValid: true },
    { name: 'a part of no kind', body: withMessage({ content: [{ text: 'Paris' }] }), isValid: false },
    { name: 'a tool call without an id', body: withMessage({ tool_calls: [{ id: '', type: 'new' }] }), isValid: false },
    { name: 'a dictionary of other values', body: { ...answer, metadata: { key: 1 } }, isValid: false },
    { name: 'a list', body: [answer], isValid: false },
  ])('$name: $isValid', ({ body, isValid }) => {
    expect(safeParseChatCompletion(body, { mode: 'strict' }).success).toBe(isValid)
    expect(accepts(body)).toBe(isValid)
  })

  test('a completion that deviates in up to six places', () => {
    const same = fc.property(deviating.map(asSent), (body) => {
      const deviations = deviationsOf(ChatCompletionSchema, body)
      fc.pre(name !== 'valibot' || !deviations.some(isListForObject))
      expect(accepts(body)).toBe(deviations.length === 0)
    })
    fc.assert(same, { numRuns: 500 })
  })
})

/** JSON, without keys that each library has its own way with. */
function asSent(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll(/"(__proto__|constructor)":/g, '"other":'))
}

/** Valibot takes it where all keys of the object are optional. */
function isListForObject({ expected, received }: Deviation): boolean {
  return expected === 'Object' && Array.isArray(received)
}
