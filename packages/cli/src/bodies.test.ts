import { expect, test } from 'vitest'
import { completion, errorBody } from '../test/samples.ts'
import { bodiesIn } from './bodies.ts'

const envelope = { id: 'r1', provider: 'groq', response: { body: completion } }

test('without a path the value is the body, and its id the one to look it up by', () => {
  expect(bodiesIn(completion, {})).toEqual([{ value: completion, envelope: completion, id: 'chatcmpl-1' }])
})

test('opens the envelope, and reads id and group from it', () => {
  expect(bodiesIn(envelope, { at: ['response', 'body'], group: ['provider'] })).toMatchObject([
    { value: completion, id: 'r1', group: 'groq' },
  ])
})

test('opens a list of envelopes', () => {
  const bodies = bodiesIn([envelope, { id: 7 }], { at: ['response', 'body'] })
  expect(bodies).toMatchObject([
    { value: completion, id: 'r1', index: 0 },
    { value: undefined, id: '7', index: 1 },
  ])
})

test('reads a payload that is kept as JSON text', () => {
  expect(bodiesIn({ body: JSON.stringify(completion) }, { at: ['body'] })).toMatchObject([{ value: completion }])
})

test.each([
  { name: 'text that is not JSON', body: 'Service unavailable' },
  { name: 'text that only looks like JSON', body: '{"id": ' },
])('leaves $name as it is', ({ body }) => {
  expect(bodiesIn({ body }, { at: ['body'] })).toMatchObject([{ value: body }])
})

test.each([
  { name: 'a list of bodies', json: [completion, completion], count: 2 },
  { name: 'an empty list', json: [], count: 0 },
  { name: 'a list of errors', json: [errorBody, errorBody], count: 2 },
  { name: 'an error in a list of one (Gemini)', json: [errorBody], count: 1 },
  { name: 'a list of something else', json: [1, 2], count: 1 },
])('finds $count in $name', ({ json, count }) => {
  expect(bodiesIn(json, {})).toHaveLength(count)
})

test("Gemini's error in a list of one is a body as it is", () => {
  expect(bodiesIn([errorBody], {})).toMatchObject([{ value: [errorBody] }])
})

test.each([
  { value: undefined, group: '(none)' },
  { value: null, group: '(none)' },
  { value: 200, group: '200' },
  { value: { name: 'x' }, group: '(object)' },
  { value: 'a\u001b[31m\nb', group: 'a�[31m b' },
])('calls the group of $value "$group"', ({ value, group }) => {
  expect(bodiesIn({ body: completion, key: value }, { at: ['body'], group: ['key'] })).toMatchObject([{ group }])
})
