import { completionToWire } from '@chat-completion/core'
import { safeParseChatCompletion } from '@chat-completion/validators'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileStream, streamLaws } from '../test/hostile.ts'
import { read } from '../test/streams.ts'

test('any stream has a result, which is strict-valid and does not depend on the cuts', async () => {
  await fc.assert(streamLaws, { numRuns: 500 })
})

test('any bytes have a result', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 5 }), async (pieces) => {
      expect((await read(pieces)).status).not.toBe('complete')
    }),
  )
})

test('a repair tells what was there, and a place that can be found', async () => {
  await fc.assert(
    fc.asyncProperty(hostileStream, async (text) => {
      const { repairs, completion } = await read(text)
      for (const { path, count } of repairs) {
        expect(Array.isArray(path)).toBe(true)
        expect(count).toBeGreaterThan(0)
      }
      expect(safeParseChatCompletion(completionToWire(completion), { mode: 'strict' }).success).toBe(true)
    }),
    { numRuns: 200 },
  )
})
