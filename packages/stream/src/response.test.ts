import { factsOf } from '@chat-completion/stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

function facts(headers: Record<string, string>, status = 200) {
  return factsOf(new Response(null, { status, headers }))
}

test('the status is the response’s', () => {
  expect(facts({}, 429)).toEqual({ status: 429, requestId: undefined, retryAfter: undefined })
})

describe('the request’s id', () => {
  test.each([
    { name: 'OpenAI’s', headers: { 'x-request-id': 'r1' }, requestId: 'r1' },
    { name: 'Anthropic’s', headers: { 'request-id': 'r2' }, requestId: 'r2' },
    { name: 'OpenRouter’s', headers: { 'x-generation-id': 'gen-1' }, requestId: 'gen-1' },
    { name: 'Azure’s', headers: { 'apim-request-id': 'r3' }, requestId: 'r3' },
    {
      name: 'the first, where there are several',
      headers: { 'x-generation-id': 'g', 'x-request-id': 'r' },
      requestId: 'r',
    },
    { name: 'the next, where one is empty', headers: { 'x-request-id': '', 'apim-request-id': 'r' }, requestId: 'r' },
    { name: 'none', headers: { 'x-other-id': 'r' }, requestId: undefined },
  ])('is $name', ({ headers, requestId }) => {
    expect(facts(headers).requestId).toBe(requestId)
  })
})

describe('retryAfter', () => {
  test.each([
    { name: 'seconds', headers: { 'retry-after': '7' }, seconds: 7 },
    { name: 'nothing to wait', headers: { 'retry-after': '0' }, seconds: 0 },
    { name: 'a fraction', headers: { 'retry-after': '1.5' }, seconds: 1.5 },
    { name: 'an HTTP date', headers: { 'retry-after': 'Thu, 01 Jan 2026 00:02:00 GMT' }, seconds: 120 },
    { name: 'milliseconds', headers: { 'retry-after-ms': '1500' }, seconds: 1.5 },
    { name: 'milliseconds beside seconds', headers: { 'retry-after-ms': '1500', 'retry-after': '2' }, seconds: 1.5 },
    { name: 'milliseconds that are garbage', headers: { 'retry-after-ms': 'soon', 'retry-after': '2' }, seconds: 2 },
    { name: 'milliseconds that are empty', headers: { 'retry-after-ms': '', 'retry-after': '2' }, seconds: 2 },
    { name: 'negative milliseconds', headers: { 'retry-after-ms': '-1', 'retry-after': '2' }, seconds: 2 },
    { name: 'no header', headers: {}, seconds: undefined },
    { name: 'an empty header', headers: { 'retry-after': '' }, seconds: undefined },
    { name: 'garbage', headers: { 'retry-after': 'soon' }, seconds: undefined },
    { name: 'seconds with their unit', headers: { 'retry-after': '7s' }, seconds: undefined },
    { name: 'a negative number', headers: { 'retry-after': '-7' }, seconds: undefined },
    { name: 'two headers', headers: { 'retry-after': '7, 8' }, seconds: undefined },
    { name: 'no finite number', headers: { 'retry-after': 'Infinity' }, seconds: undefined },
    { name: 'a date that has passed', headers: { 'retry-after': 'Wed, 31 Dec 2025 23:59:59 GMT' }, seconds: undefined },
  ])('is $seconds given $name', ({ headers, seconds }) => {
    expect(facts(headers).retryAfter).toBe(seconds)
  })
})
