import { chunkToWire, completionToWire, ProviderError } from '@chat-completion/core'
import { safeParseChatCompletion, safeParseChatCompletionChunk } from '@chat-completion/validators'
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

const streams = recordings('streams')

/** The data of each event that is JSON; reading event streams in full is not this package's work. */
function* chunksOf(sse = ''): Iterable<unknown> {
  for (const line of sse.split(/\r\n|\r|\n/)) {
    const data = line.startsWith('data:') ? line.slice('data:'.length).trim() : ''
    if (data.startsWith('{') && data.endsWith('}')) yield JSON.parse(data)
  }
}

describe.skipIf(streams.length === 0)('every recorded chunk', () => {
  test('is accepted, or a ProviderError where it is an error; nothing is lost, what comes out is strict-valid', () => {
    for (const { id, sse } of streams) {
      // Chunks of a stream are alike: one of each combination of repairs stands for the others.
      const seen = new Set<string>()
      for (const body of chunksOf(sse)) {
        const result = safeParseChatCompletionChunk(body)
        if (!result.success) {
          expect(result.error, id).toBeInstanceOf(ProviderError)
          continue
        }
        const kind = result.repairs.map(({ code }) => code).join()
        if (seen.has(kind)) continue
        seen.add(kind)
        const wire = chunkToWire(result.value)
        expect(putBack(wire, result.repairs), id).toStrictEqual(body)
        expect(safeParseChatCompletionChunk(wire, { mode: 'strict' }), id).toMatchObject({ success: true, repairs: [] })
      }
    }
  })
})
