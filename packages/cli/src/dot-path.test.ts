import { expect, test } from 'vitest'
import { toDotPath, valueAt } from './dot-path.ts'

test.each([
  { text: 'body', path: ['body'] },
  { text: 'choices.0.message', path: ['choices', '0', 'message'] },
  { text: '', path: undefined },
  { text: 'a..b', path: undefined },
  { text: '.a', path: undefined },
])('reads "$text"', ({ text, path }) => {
  expect(toDotPath(text)).toEqual(path)
})

test.each([
  { path: ['a', 'b'], value: 1 },
  { path: ['list', '0', 'c'], value: 2 },
  { path: ['list', '1'], value: undefined },
  { path: ['missing', 'b'], value: undefined },
  { path: ['a', 'constructor'], value: undefined },
  { path: ['list', 'map'], value: undefined },
  { path: ['text', '0'], value: undefined },
])('finds $value at $path', ({ path, value }) => {
  expect(valueAt({ a: { b: 1 }, list: [{ c: 2 }], text: 'abc' }, path)).toBe(value)
})
