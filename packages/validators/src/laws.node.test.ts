import { completionToWire, ProviderError } from '@chat-completion/core'
import { safeParseChatCompletion } from '@chat-completion/validators'
import { describe, expect, test } from 'vitest'
import { type Recording, recordings } from '../../../scripts/recordings.ts'
import { putBack } from '../test/put-back.ts'

const completions = recordings('completions')

function isUsable({ body }: Recording): boolean {
  const { choices } = body as { choices?: { message?: unknown }[] | null }
  return choices?.some((choice) => choice?.message) ?? false
}

describe.skipIf(completions.length === 0)('every recorded completion', () => {
  const usable = completions.filter(isUsable)

  test('law 1: a body with a usable choice is accepted', () => {
    const rejected = usable.filter(({ body }) => !safeParseChatCompletion(body).success)
    expect(rejected.map(({ id }) => id)).toEqual([])
  })

  test('law 1: a body that is an error becomes a ProviderError with its message', () => {
    const errors = completions.filter((recording) => !isUsable(recording) && 'error' in (recording.body as object))
    for (const { id, body } of errors) {
      const result = safeParseChatCompletion(body)
      expect(result.success, id).toBe(false)
      if (result.success) continue
      expect(result.error, id).toBeInstanceOf(ProviderError)
      expect(result.error.message, id).toBe((body as { error: { message: string } }).error.message)
    }
  })

  test('law 2: nothing is lost', () => {
    for (const { id, body } of usable) {
      const input = structuredClone(body)
      const result = safeParseChatCompletion(body)
      if (!result.success) throw result.error
      expect(putBack(completionToWire(result.value), result.repairs), id).toStrictEqual(input)
      expect(body, id).toStrictEqual(input)
    }
  })

  test('law 3: what tolerant parsing returns is strict-valid, with no repair', () => {
    for (const { id, body } of usable) {
      const result = safeParseChatCompletion(body)
      if (!result.success) throw result.error
      const again = safeParseChatCompletion(completionToWire(result.value), { mode: 'strict' })
      expect(again, id).toEqual({ success: true, value: result.value, repairs: [] })
    }
  })
})
