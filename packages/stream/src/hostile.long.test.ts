import fc from 'fast-check'
import { test } from 'vitest'
import { streamLaws } from '../test/hostile.ts'

test('any stream has a result, which is strict-valid and does not depend on the cuts: 100,000 times', async () => {
  await fc.assert(streamLaws, { numRuns: 100_000 })
})
