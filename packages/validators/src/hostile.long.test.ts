import fc from 'fast-check'
import { test } from 'vitest'
import { lawsOnDeviations } from '../test/hostile.ts'

test('a completion that deviates anywhere is accepted, loses nothing and comes out strict-valid: 200,000 times', () => {
  fc.assert(lawsOnDeviations, { numRuns: 200_000 })
})
