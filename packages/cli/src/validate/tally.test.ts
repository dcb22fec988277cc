import { expect, test } from 'vitest'
import { others, Tally } from './tally.ts'

const example = { file: 'a.jsonl', message: 'first' }

test('counts bodies and occurrences, and keeps the first examples', () => {
  const tally = new Tally(1)
  tally.add('missing-id', 'groq', 1, example)
  tally.add('missing-id', 'groq', 2, { ...example, message: 'second' })
  expect(tally.list()).toEqual([
    { code: 'missing-id', bodies: 2, occurrences: 3, groups: new Map([['groq', 2]]), examples: [example] },
  ])
})

test('lists the most frequent first, then by code', () => {
  const tally = new Tally(0)
  for (const code of ['c', 'b', 'a', 'b']) tally.add(code, undefined, 1, example)
  expect(tally.list().map(({ code }) => code)).toEqual(['b', 'a', 'c'])
})

test('does not grow with the input', () => {
  const tally = new Tally(3)
  for (let index = 0; index < 5000; index += 1) tally.add(`code ${index}`, undefined, 1, example)
  expect(tally.list()).toHaveLength(1001)
  expect(tally.list()[0]).toMatchObject({ code: others, bodies: 4000 })
})

test('does not grow with the product of codes and groups', () => {
  const tally = new Tally(0)
  for (let code = 0; code < 200; code += 1) {
    for (let group = 0; group < 200; group += 1) tally.add(`code ${code}`, `group ${group}`, 1, example)
  }
  const sizes = tally.list().map(({ groups }) => groups.size)
  const counts = tally.list().map(({ groups }) => [...groups.values()].reduce((sum, count) => sum + count, 0))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000 + 200)
  expect(new Set(counts)).toEqual(new Set([200]))
})
