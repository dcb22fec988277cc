import { expect, test } from 'vitest'
import { within } from './timer.ts'

test.each([
  { name: 'work that ends in time', work: Promise.resolve(1), milliseconds: 1000, result: 1 },
  { name: 'what is no work', work: 1, milliseconds: 1000, result: 1 },
  { name: 'work that does not end', work: new Promise<number>(() => {}), milliseconds: 1, result: undefined },
  {
    name: 'work that takes longer than a moment, for ever being longer than timers take',
    work: new Promise((resolve) => setTimeout(resolve, 20, 1)),
    milliseconds: Number.POSITIVE_INFINITY,
    result: 1,
  },
])('$name gives $result', async ({ work, milliseconds, result }) => {
  expect(await within<unknown>(milliseconds, work)).toBe(result)
})

test('work that fails in time fails', async () => {
  await expect(within(1000, Promise.reject(new Error('No')))).rejects.toThrow('No')
})
