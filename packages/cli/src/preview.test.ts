import { expect, test } from 'vitest'
import { preview } from './preview.ts'

test('is one line without control characters', () => {
  expect(preview('\u001b[2Jone\r\n  two\u0007\u202e')).toBe('�[2Jone two��')
})

test('is short, and does not cut a character in two', () => {
  expect(preview(`abc👋def`, 5)).toBe('abc…')
  expect(preview('x'.repeat(1e6))).toHaveLength(200)
})

test.each([
  { text: 'Incorrect API key provided: my-own-key.', shown: 'Incorrect API key provided: my-…' },
  { text: 'Key sk-proj-abcdefghijkl is wrong', shown: 'Key sk-… is wrong' },
  { text: 'gsk_abcdefghijklmnop', shown: 'gsk…' },
  { text: 'header "Bearer abcdef"', shown: 'header "Bea…' },
  { text: 'task-force-of-the-day and sk-1', shown: 'task-force-of-the-day and sk-1' },
])('hides the key in $text', ({ text, shown }) => {
  expect(preview(text)).toBe(shown)
})
