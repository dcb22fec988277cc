import { expect, test } from 'vitest'
import { chunk, completion, errorBody, request } from '../test/samples.ts'
import { kindOf } from './detect.ts'

const message = { role: 'assistant', content: 'Paris' }

test.each([
  { name: 'a completion', body: completion, kind: 'completion' },
  { name: 'a completion without a name (z.ai)', body: { choices: [{ index: 0, message }] }, kind: 'completion' },
  { name: 'a message beside an error', body: { choices: [{ message }], error: { code: 1 } }, kind: 'completion' },
  { name: 'message and delta (Perplexity)', body: { choices: [{ message, delta: {} }] }, kind: 'completion' },
  {
    name: 'a delta in a completion (GigaChat)',
    body: { object: 'chat.completion', choices: [{ delta: {} }] },
    kind: 'completion',
  },
  { name: 'a completion inside provider', body: { choices: null, provider: { choices: [] } }, kind: 'completion' },
  { name: 'a chunk', body: chunk, kind: 'chunk' },
  { name: 'a chunk without a name', body: { choices: [{ delta: {} }] }, kind: 'chunk' },
  { name: 'a chunk of usage alone', body: { object: 'chat.completion.chunk', usage: {} }, kind: 'chunk' },
  { name: 'a first chunk without choices (Azure)', body: { object: '', choices: [] }, kind: 'chunk' },
  { name: 'a chunk with an error', body: { ...chunk, error: { code: 502 } }, kind: 'chunk' },
  { name: 'a last chunk (Perplexity)', body: { ...completion, object: 'chat.completion.done' }, kind: 'chunk' },
  { name: 'a request', body: request, kind: 'request' },
  { name: 'an error', body: errorBody, kind: 'error' },
  { name: 'an error in a chunk without choices', body: { ...chunk, choices: [], error: { code: 1 } }, kind: 'error' },
  { name: 'an error without an envelope (Mistral)', body: { object: 'error', message: 'No' }, kind: 'error' },
  { name: 'an error in a list (Gemini)', body: [errorBody], kind: 'error' },
  { name: 'an error as text', body: 'upstream connect error', kind: 'error' },
  { name: 'nothing that is known', body: { id: 'x' }, kind: 'completion' },
  { name: 'a number', body: 5, kind: 'completion' },
])('takes $name for $kind', ({ body, kind }) => {
  expect(kindOf(body)).toBe(kind)
})
