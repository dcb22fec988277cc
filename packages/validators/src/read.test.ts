import { completionFromWire } from '@chat-completion/core'
import { ChatCompletionSchema } from '@chat-completion/validators'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '../../core/test/canonical.ts'
import { fullCompletion } from '../../core/test/full-completion.ts'
import { deviating } from '../test/hostile.ts'
import { deviationsOf, read } from './read.ts'

test('a completion with every known key reads as the codec reads it', () => {
  expect(read(ChatCompletionSchema, fullCompletion)).toStrictEqual(completionFromWire(fullCompletion))
})

test('a body is read where its schema finds no deviation, and as the codec reads it', () => {
  fc.assert(
    fc.property(deviating, (body) => {
      const value = read(ChatCompletionSchema, body)
      expect(value === undefined).toBe(deviationsOf(ChatCompletionSchema, body).length > 0)
      if (value !== undefined) expect(canonical(value)).toBe(canonical(completionFromWire(body as never)))
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  { name: 'the domain’s spelling of a known key', key: 'systemFingerprint' },
  { name: 'a known key of the wrong type', key: 'system_fingerprint' },
])('$name is a misfit', ({ key }) => {
  expect(read(ChatCompletionSchema, { ...fullCompletion, [key]: 1 })).toBeUndefined()
})

test('keys in another order, and after them those of another answer, are read as well', () => {
  const { choices, ...rest } = fullCompletion
  for (const body of [
    { ...rest, choices },
    { unknown: 1, ...rest, choices },
    { choices, ...rest },
  ]) {
    expect(read(ChatCompletionSchema, body)).toEqual(completionFromWire(body))
  }
})
