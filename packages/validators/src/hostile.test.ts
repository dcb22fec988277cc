import { safeParseChatCompletion } from '@chat-completion/validators'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOnDeviations } from '../test/hostile.ts'

test('a completion that deviates anywhere is accepted, loses nothing and comes out strict-valid', () => {
  fc.assert(lawsOnDeviations, { numRuns: 500 })
})

test('no JSON at all makes parsing throw', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('strict', 'tolerant'), (text, mode) => {
      expect(typeof safeParseChatCompletion(JSON.parse(text), { mode }).success).toBe('boolean')
    }),
  )
})
