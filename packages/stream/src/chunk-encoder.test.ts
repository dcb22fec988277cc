import { type ChatCompletionChunk, type ChatCompletionChunkChoiceDelta, chunkToWire } from '@chat-completion/core'
import { array, assert, constant, constantFrom, dictionary, oneof, option, property, record, string } from 'fast-check'
import { expect, test } from 'vitest'
import { ChunkEncoder } from './chunk-encoder.ts'

function chunk(delta: ChatCompletionChunkChoiceDelta, rest: object = {}): ChatCompletionChunk {
  const choices = [{ index: 0, delta, finishReason: null, ...rest }]
  return { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices }
}

/** As it would be without the encoder's memory. */
function plain(chunk: ChatCompletionChunk): string {
  return `data: ${JSON.stringify(chunkToWire(chunk))}\n\n`
}

function encoded(...chunks: ChatCompletionChunk[]): string[] {
  const encoder = new ChunkEncoder()
  return chunks.map((each) => encoder.push(each))
}

const usage = { promptTokens: 1, completionTokens: 2, totalTokens: 3 }

test.each<{ name: string; chunks: ChatCompletionChunk[] }>([
  { name: 'texts', chunks: ['a', '', '"\n\u2028', '\ud800'].map((content) => chunk({ content })) },
  {
    name: 'texts of two keys',
    chunks: [chunk({ content: 'a' }), chunk({ reasoningContent: 'b' }), chunk({ content: 'c' })],
  },
  { name: 'a text that is gone', chunks: [chunk({ content: 'a' }), chunk({ content: null }), chunk({ content: 'b' })] },
  {
    name: 'a text beside its parts',
    chunks: [chunk({ content: 'a' }), chunk({ content: 'b', contentParts: [{ type: 'text', text: 'b' }] })],
  },
  {
    name: 'another choice',
    chunks: [chunk({ content: 'a' }), chunk({ content: 'b' }, { index: 1 }), chunk({ content: 'c' })],
  },
  { name: 'an end', chunks: [chunk({ content: 'a' }), chunk({ content: 'b' }, { finishReason: 'stop' })] },
  { name: 'a key of a choice that is gone', chunks: [chunk({ content: 'a' }, { seed: 1 }), chunk({ content: 'b' })] },
  { name: 'a key that is gone', chunks: [{ ...chunk({ content: 'a' }), provider: 'x' }, chunk({ content: 'b' })] },
  { name: 'another id', chunks: [chunk({ content: 'a' }), { ...chunk({ content: 'b' }), id: 'd' }] },
  { name: 'no choice', chunks: [chunk({ content: 'a' }), { ...chunk({}), choices: [], usage }] },
  { name: 'an empty delta', chunks: [chunk({ content: 'a' }), chunk({})] },
  {
    name: 'the word that stands for a text',
    chunks: [
      chunk({ content: '\u0001text\u0001' }, { seed: '\u0001text\u0001' }),
      chunk({ content: 'b' }, { seed: '\u0001text\u0001' }),
    ],
  },
])('encodes $name as if each chunk came alone', ({ chunks }) => {
  expect(encoded(...chunks)).toEqual(chunks.map(plain))
})

test('encodes any stream as if each chunk came alone', () => {
  const text = oneof(string(), constantFrom('\u0001text\u0001', '$&', '"', '\\'))
  const delta = oneof(
    record({ content: text }),
    record({ reasoning: text }),
    record({ reasoningContent: text }),
    record({ content: text, role: constant('assistant') }),
    dictionary(
      constantFrom('content', 'refusal', 'custom_key', 'customKey', '__proto__'),
      oneof(text, constant(null)),
      { maxKeys: 2 },
    ),
  )
  const chunks = array(
    record({
      delta,
      rest: record(
        {
          index: constantFrom(0, 1),
          finishReason: constantFrom(null, 'stop'),
          logprobs: option(constant({ content: [] })),
        },
        { requiredKeys: [] },
      ),
      top: record(
        { id: constantFrom('c', 'd'), usage: constantFrom(null, usage), provider: text },
        { requiredKeys: [] },
      ),
    }),
    { maxLength: 20 },
  )
  assert(
    property(chunks, (made) => {
      const stream = made.map(({ delta, rest, top }) => ({
        ...chunk(delta as ChatCompletionChunkChoiceDelta, rest),
        ...top,
      }))
      expect(encoded(...stream)).toEqual(stream.map(plain))
    }),
    { numRuns: 500 },
  )
})
