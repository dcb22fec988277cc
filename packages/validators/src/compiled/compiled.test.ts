import { ChatCompletionChunkSchema, ChatCompletionSchema, CompletionUsageSchema } from '@chat-completion/validators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fullCompletion } from '../../../core/test/full-completion.ts'
import { compiledCompletion, deviating, deviatingChunk, deviatingOnce, fullChunk } from '../../test/hostile.ts'
import { outcomes } from '../../test/uncompiled.ts'
import { chunkSubject } from '../chunk.ts'
import { completionSubject } from '../completion.ts'
import type { Subject } from '../parse.ts'
import { read } from '../read.ts'
import { misfit, tally } from '../reading.ts'
import { readChatCompletionChunk } from './chunk.ts'
import { readChatCompletion } from './completion.ts'
import { readUsage } from './usage.ts'

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

  test.each([
    { name: 'a completion', subject: completionSubject as Subject<unknown, unknown>, full: compiledCompletion },
    { name: 'a chunk', subject: chunkSubject as Subject<unknown, unknown>, full: fullChunk },
  ])('$name with one deviation, wherever it is', ({ subject, full }) => {
    let count = 0
    for (const body of deviatingOnce(full)) {
      const { compiled, uncompiled } = outcomes(subject, body)
      expect(compiled).toBe(uncompiled)
      count += 1
    }
    expect(count).toBeGreaterThan(1_000)
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

const message = { role: 'assistant', content: 'Paris' }
const choice = { index: 0, message, finish_reason: 'stop' }
const created = 1
const object = 'chat.completion'
const rest = { id: 'chatcmpl-1', model: 'a-model' }

test.each([
  { name: 'a missing object (z.ai)', body: { ...rest, created, choices: [choice] }, code: 'wrong-object' },
  { name: 'a missing time', body: { ...rest, object, choices: [choice] }, code: 'missing-created' },
  {
    name: 'a missing content (Groq)',
    body: { ...rest, object, created, choices: [{ ...choice, message: { role: 'assistant' } }] },
    code: 'missing-content',
  },
])('$name is mended by the compiled reader itself', ({ body, code }) => {
  expect(read(ChatCompletionSchema, body, readChatCompletion)).not.toBe(misfit)
  expect(tally.mends).toMatchObject([{ code }])
})

test.each([
  { name: 'text in place of a count', usage: { prompt_tokens: '9', completion_tokens: 3, total_tokens: 12 } },
  { name: 'a list', usage: [] },
  { name: 'null', usage: null },
])('$name is no usage', ({ usage }) => {
  expect(read(CompletionUsageSchema, usage, readUsage)).toBe(misfit)
})

test('the samples are read by the compiled readers themselves', () => {
  expect(read(ChatCompletionSchema, compiledCompletion, readChatCompletion)).not.toBe(misfit)
  expect(read(ChatCompletionChunkSchema, fullChunk, readChatCompletionChunk)).not.toBe(misfit)
})
