import { expect, test } from 'vitest'
import { completion, request, withoutContent } from '../../test/samples.ts'
import { payloadPath } from './payload-path.ts'

test.each([
  { name: 'a recording', envelope: { id: 'x', status: 200, body: withoutContent }, path: ['body'] },
  {
    name: 'a batch output',
    envelope: { response: { status_code: 200, body: completion } },
    path: ['response', 'body'],
  },
  { name: 'a batch input', envelope: { method: 'POST', body: request }, path: ['body'] },
  { name: 'a recorded stream', envelope: { id: 'x', sse: ': hello\n\ndata: {}\n\n' }, path: ['sse'] },
  { name: 'nothing of use', envelope: { a: { b: { c: completion } }, d: 'text' }, path: undefined },
  { name: 'a number', envelope: 5, path: undefined },
])('finds the body of $name', ({ envelope, path }) => {
  expect(payloadPath(envelope)).toEqual(path)
})
