import { expect, test } from 'vitest'
import { closest } from './closest.ts'

const names = ['toolCall', 'toolCalls', 'scenario', 'error', 'rateLimitError']

test.each([
  { name: 'a missing character', word: 'scnario', meant: 'scenario' },
  { name: 'one too many', word: 'errror', meant: 'error' },
  { name: 'two that have changed places', word: 'errro', meant: 'error' },
  { name: 'another spelling', word: 'tool_call', meant: 'toolCall' },
  { name: 'the nearest of two', word: 'tolCalls', meant: 'toolCalls' },
  { name: 'a beginning', word: 'rateLimit', meant: 'rateLimitError' },
  { name: 'something else', word: 'temperature', meant: undefined },
  { name: 'something short', word: 'x', meant: undefined },
  { name: 'nothing', word: '', meant: undefined },
])('given $name, means $meant', ({ word, meant }) => {
  expect(closest(word, names)).toBe(meant)
})
