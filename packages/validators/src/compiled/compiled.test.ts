import { CompletionUsageSchema } from '@chat-completion/validators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fullCompletion } from '../../../core/test/full-completion.ts'
import { compiledBodies } from '../../test/compiled-bodies.ts'
import { compiledCompletion, deviating, deviatingChunk, fullChunk } from '../../test/hostile.ts'
import { outcomes } from '../../test/uncompiled.ts'
import { chunkSubject } from '../chunk.ts'
import { completionSubject } from '../completion.ts'
import type { Subject } from '../parse.ts'
import { read } from '../read.ts'
import { tally } from '../reading.ts'
import { readUsage } from './usage.ts'

const samples = [
  { name: 'a completion', subject: completionSubject as Subject<unknown, unknown>, full: compiledCompletion },
  { name: 'a chunk', subject: chunkSubject as Subject<unknown, unknown>, full: fullChunk },
]

describe('a body is parsed as without the compiled reader', () => {
  test.each(['tolerant', 'strict'] as const)('a completion that deviates, in %s mode', (mode) => {
    const same = fc.property(deviating, (body) => {
      const { compiled, uncompiled } = outcomes(completionSubject, body, { mode })
      expect(compiled).toBe(uncompiled)
    })
    fc.assert(same, { numRuns: 1_000 })
  })

  test.each(['tolerant', 'strict'] as const)('a chunk that deviates, in %s mode', (mode) => {
    const same = fc.property(deviatingChunk, (body) => {
      const { compiled, uncompiled } = outcomes(chunkSubject, body, { mode })
      expect(compiled).toBe(uncompiled)
    })
    fc.assert(same, { numRuns: 1_000 })
  })

  test.each(samples)('$name that deviates once, wherever it does', ({ subject, full }) => {
    let count = 0
    for (const body of compiledBodies(full)) {
      const { compiled, uncompiled } = outcomes(subject, body)
      expect(compiled).toBe(uncompiled)
      count += 1
    }
    expect(count).toBeGreaterThan(2_000)
  })

  test('one with every known key', () => {
    for (const { compiled, uncompiled } of [
      outcomes(completionSubject, fullCompletion, { mode: 'strict' }),
      outcomes(chunkSubject, fullChunk, { mode: 'strict' }),
    ]) {
      expect(compiled).toBe(uncompiled)
      expect(compiled).toContain('"success": true')
    }
  })
})

test.each(samples)('$name that needs no repair is read by the compiled reader itself', ({ subject, full }) => {
  const fitting = [...compiledBodies(full)].filter((body) => read(subject.schema, body) !== undefined)
  const left = fitting.filter((body) => read(subject.schema, body, subject.reader) === undefined)
  expect(left.filter((body) => !hasOtherToolCall(body))).toEqual([])
  expect(fitting.length).toBeGreaterThan(1_000)
})

/** Calls of another kind than functions are left to the schema. */
function hasOtherToolCall(body: unknown): boolean {
  const { choices } = body as typeof compiledCompletion
  return choices.some(({ message }) => message?.tool_calls?.some(({ type }) => type !== 'function'))
}

const message = { role: 'assistant', content: 'Paris' }
const choice = { index: 0, message, finish_reason: 'stop' }
const part = { index: 0, delta: { content: 'Pa' }, finish_reason: null }
const created = 1
const object = 'chat.completion'
const rest = { id: 'chatcmpl-1', model: 'a-model' }

test.each([
  { name: 'a missing object (z.ai)', body: { ...rest, created, choices: [choice] }, codes: ['wrong-object'] },
  { name: 'a missing time', body: { ...rest, object, choices: [choice] }, codes: ['missing-created'] },
  { name: 'both missing', body: { ...rest, choices: [choice] }, codes: ['missing-created', 'wrong-object'] },
  {
    name: 'a missing content (Groq)',
    body: { ...rest, object, created, choices: [{ ...choice, message: { role: 'assistant' } }] },
    codes: ['missing-content'],
  },
])('$name is mended by the compiled reader itself', ({ body, codes }) => {
  expect(read(completionSubject.schema, body, completionSubject.reader)).toBeDefined()
  expect(tally.notes.map((note) => 'code' in note && note.code)).toEqual(codes)
})

test.each([
  { name: 'a missing object', body: { ...rest, created, choices: [part] }, codes: ['wrong-object'] },
  {
    name: 'a missing finish reason',
    body: { ...rest, object: 'chat.completion.chunk', created, choices: [{ index: 0, delta: {} }] },
    codes: ['missing-finish-reason'],
  },
])('$name of a chunk is mended by the compiled reader itself', ({ body, codes }) => {
  expect(read(chunkSubject.schema, body, chunkSubject.reader)).toBeDefined()
  expect(tally.notes.map((note) => 'code' in note && note.code)).toEqual(codes)
})

test.each([
  { name: 'text in place of a count', usage: { prompt_tokens: '9', completion_tokens: 3, total_tokens: 12 } },
  { name: 'a list', usage: [] },
  { name: 'null', usage: null },
])('$name is no usage', ({ usage }) => {
  expect(read(CompletionUsageSchema, usage, readUsage)).toBeUndefined()
})
