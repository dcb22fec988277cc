import { type ChatCompletionChunk, type ChatCompletionChunkChoiceDelta, chunkToWire } from '@chat-completion/core'
import { array, assert, constant, constantFrom, dictionary, oneof, property, record, string } from 'fast-check'
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

/** With a key that has no value, which the types forbid. */
function gone(key: string, chunk: ChatCompletionChunk): ChatCompletionChunk {
  return { ...chunk, [key]: undefined }
}

function reversed(chunk: ChatCompletionChunk): ChatCompletionChunk {
  return Object.fromEntries(Object.entries(chunk).reverse()) as unknown as ChatCompletionChunk
}

function heir<Value extends object>(inherited: object, own: Value): Value {
  return Object.assign(Object.create(inherited), own)
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
    name: 'an undefined key in place of another',
    chunks: [{ ...chunk({ content: 'a' }), systemFingerprint: 'fp' }, gone('serviceTier', chunk({ content: 'b' }))],
  },
  {
    name: 'an undefined key in place of another of the choice',
    chunks: [chunk({ content: 'a' }, { nativeFinishReason: 'end' }), chunk({ content: 'b' }, { logprobs: undefined })],
  },
  {
    name: 'keys in another order',
    chunks: [chunk({ content: 'a' }), reversed(chunk({ content: 'b' }))],
  },
  {
    name: 'what is inherited',
    chunks: [{ ...chunk({ content: 'a' }), provider: 'x' }, heir({ provider: 'x' }, chunk({ content: 'b' }))],
  },
  {
    name: 'a text that is inherited',
    chunks: [chunk({ content: 'a' }), chunk(heir({ content: 'b' }, {}))],
  },
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

test.each<{ name: string; change: (chunk: ChatCompletionChunk) => unknown }>([
  { name: 'its model', change: (chunk) => Object.assign(chunk, { model: 'other' }) },
  { name: 'its finish reason', change: ({ choices }) => Object.assign(choices[0] ?? {}, { finishReason: 'stop' }) },
  { name: 'its usage', change: (chunk) => Object.assign(chunk.usage ?? {}, { promptTokens: 7 }) },
])('sees what a generator has changed of a chunk that it gives again: $name', ({ change }) => {
  const encoder = new ChunkEncoder()
  const reused = { ...chunk({ content: 'a' }), usage: { ...usage } }
  encoder.push(reused)
  change(reused)
  expect(encoder.push(reused)).toBe(plain(reused))
})

test('encodes any stream as if each chunk came alone, also where one object is changed and given again', () => {
  const text = oneof(string(), constantFrom('\u0001text\u0001', '$&', '"', '\\'))
  const delta = oneof(
    record({ content: text }),
    record({ reasoning: text }),
    record({ reasoningContent: text }),
    record({ content: text, role: constant('assistant') }),
    dictionary(
      constantFrom('content', 'refusal', 'custom_key', 'customKey', '__proto__'),
      oneof(text, constant(null), constant(undefined)),
      { maxKeys: 2 },
    ),
  )
  const logprobs = { content: [] as unknown[] }
  const rest = record(
    {
      index: constantFrom(0, 1),
      finishReason: constantFrom(null, 'stop', undefined),
      nativeFinishReason: constantFrom('stop', undefined),
      logprobs: constantFrom(null, undefined, logprobs),
    },
    { requiredKeys: [] },
  )
  const top = record(
    {
      id: constantFrom('c', 'd'),
      usage: constantFrom(null, undefined, usage),
      provider: constantFrom('x', undefined),
      serviceTier: constantFrom('x', undefined),
    },
    { requiredKeys: [] },
  )
  const step = record({ delta, rest, top, how: constantFrom('new', 'chunk', 'choice', 'delta', 'within') })
  assert(
    property(array(step, { maxLength: 20 }), (steps) => {
      const encoder = new ChunkEncoder()
      let one = chunk({})
      for (const { delta, rest, top, how } of steps) {
        const next = { ...chunk(delta as ChatCompletionChunkChoiceDelta, rest), ...top } as ChatCompletionChunk
        if (how === 'new') one = next
        if (how === 'chunk') Object.assign(one, next)
        if (how === 'choice') Object.assign(one.choices[0] as object, next.choices[0])
        if (how === 'delta') Object.assign(one.choices[0]?.delta as object, delta)
        if (how === 'within') logprobs.content.push({ token: 'a' })
        expect(encoder.push(one)).toBe(plain(one))
      }
    }),
    { numRuns: 1000 },
  )
})
