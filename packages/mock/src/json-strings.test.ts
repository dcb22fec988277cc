import { expect, test } from 'vitest'
import { jsonStrings } from './json-strings.ts'
import { spokenIn } from './spoken.ts'

function said(json: string): string[] {
  return spokenIn(json).map((parts) => parts.map(({ text }) => text).join('|'))
}

test.each([
  { name: 'in one object', json: '{"a":"x","b" : "y\\"z"}', texts: ['x', 'y\\"z'] },
  { name: 'in lists', json: '[["x"],{"a":["y"]}]', texts: ['x', 'y'] },
  { name: 'of which the last is cut', json: '{"a":"x","b":"y', texts: ['x', 'y'] },
  { name: 'after an event that is cut', json: 'data: {"a":"x\n\ndata: {"a":"y"}\n\n', texts: ['x', 'y'] },
  { name: 'after a list that is cut', json: 'data: {"a":[\r\n\r\ndata: {"a":"y"}\r\n\r\n', texts: ['y'] },
  { name: 'of nothing', json: ': "a comment"\n\ndata: [DONE]\n\n', texts: [] },
])('finds the texts $name', ({ json, texts }) => {
  const found = jsonStrings(json)
  expect(found.map(({ text }) => text)).toEqual(texts)
  expect(found.map(({ start, text }) => json.slice(start, start + text.length))).toEqual(texts)
})

test.each([
  { name: 'of one place', event: { delta: { content: 'x' } }, parts: ['x|x'] },
  {
    name: 'of items, by their index',
    event: [
      { index: 0, text: 'x' },
      { text: 'y', index: 1 },
    ],
    parts: ['x|x', 'y|y'],
  },
  { name: 'of items without one', event: { content: [{ text: 'x' }, { text: 'y' }] }, parts: ['x|y|x|y'] },
  {
    name: 'of tokens, and of what else they could be',
    event: { content: [{ token: 'x', top_logprobs: [{ token: 'x' }, { token: 'z' }] }] },
    parts: ['x|x', 'x|x', 'z|z'],
  },
])('joins what is said piece by piece $name', ({ event, parts }) => {
  const json = JSON.stringify(event)
  expect(said(`data: ${json}\n\ndata: ${json}\n\n`)).toEqual(parts)
  const spaced = JSON.stringify(event).replaceAll(':', ': ')
  expect(said(`data: ${spaced}\r\n\r\ndata: ${spaced}\r\n\r\n`)).toEqual(parts)
})
