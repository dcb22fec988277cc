import { safeParseChatCompletionChunk } from '@chat-completion/validators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunk } from '../test/streams.ts'
import { ChunkDecoder } from './chunks.ts'
import { Frame } from './frame.ts'

const parse = (data: string) => safeParseChatCompletionChunk(JSON.parse(data))

function frameOf(json: object): Frame | undefined {
  const data = JSON.stringify(json)
  return Frame.of(data, parse(data), parse)
}

describe('a chunk of the same frame is read by its texts', () => {
  test.each([
    { name: 'content', one: chunk({ content: 'a' }), other: chunk({ content: 'b' }) },
    { name: 'no content', one: chunk({ content: 'a' }), other: chunk({ content: '' }) },
    { name: 'quotes and escapes', one: chunk({ content: 'a' }), other: chunk({ content: '"\\\n\u0000é😀' }) },
    { name: 'a long text', one: chunk({ content: 'a' }), other: chunk({ content: 'x'.repeat(99) }) },
    {
      name: 'reasoning, twice',
      one: chunk({ reasoning: 'a', reasoning_details: [{ type: 'reasoning.text', text: 'a', index: 0 }] }),
      other: chunk({ reasoning: 'b', reasoning_details: [{ type: 'reasoning.text', text: 'b', index: 0 }] }),
    },
    {
      name: 'arguments',
      one: chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a' } }] }),
      other: chunk({ tool_calls: [{ index: 0, function: { arguments: '":1}' } }] }),
    },
    {
      name: 'padding',
      one: chunk({ content: 'a' }, {}, { obfuscation: 'xyz' }),
      other: chunk({ content: 'bc' }, {}, { obfuscation: 'vw' }),
    },
    {
      name: 'a repair',
      one: chunk({ content: 'a' }, { finish_reason: undefined }),
      other: chunk({ content: 'b' }, { finish_reason: undefined }),
    },
  ])('$name', ({ one, other }) => {
    const data = JSON.stringify(other)
    const framed = frameOf(one)?.read(data)
    expect(framed).toBeDefined()
    expect(framed).toEqual(parse(data))
  })
})

test.each([
  { name: 'another id', json: chunk({ content: 'b' }, {}, { id: 'c2' }) },
  { name: 'a finish reason', json: chunk({ content: 'b' }, { finish_reason: 'stop' }) },
  { name: 'one key more', json: chunk({ content: 'b', refusal: 'no' }) },
  { name: 'content that is no text', json: chunk({ content: null }) },
  { name: 'text that ends the frame early', json: chunk({ content: 'b"}' }, { finish_reason: 'stop' }) },
])('$name is another frame', ({ json }) => {
  expect(frameOf(chunk({ content: 'a' }))?.read(JSON.stringify(json))).toBeUndefined()
})

test('where the same text stands twice, nothing is taken for what it is not', () => {
  const twice = chunk({ note: { content: 'a' }, content: 'a' })
  const other = JSON.stringify(twice).replace('"content":"a"', '"content":"b"')
  expect(frameOf(twice)?.read(other)).toBeUndefined()
})

test('no two chunks share a part', () => {
  const json = chunk({ content: 'a', reasoning_details: [] }, { content_filter_results: { hate: {} } })
  const frame = frameOf(json)
  const [one, other] = [frame?.read(JSON.stringify(json)), frame?.read(JSON.stringify(json))]
  if (!one?.success || !other?.success) throw new Error('Cannot read the chunk by its own frame')
  const [first, second] = [one.value.choices[0], other.value.choices[0]]
  expect(first?.delta.reasoningDetails).not.toBe(second?.delta.reasoningDetails)
  expect((first as unknown as Record<string, unknown>).content_filter_results).not.toBe(
    (second as unknown as Record<string, unknown>).content_filter_results,
  )
})

test('whatever stands in place of the texts, it reads as parsing does', () => {
  const raw = fc
    .array(
      fc.constantFrom(
        'a',
        '"',
        '\\',
        '\\"',
        '\\n',
        '\n',
        'é',
        '😀',
        '\\ud83d',
        '","b":"',
        '"}',
        '\\u0000',
        '\u0000',
        'x'.repeat(20),
      ),
      { maxLength: 4 },
    )
    .map((pieces) => pieces.join(''))
  const data = fc
    .tuple(raw, raw, fc.constantFrom('null', '"stop"', ''))
    .map(
      ([content, padding, reason]) =>
        `{"id":"c1","choices":[{"index":0,"delta":{"content":"${content}"}${reason && `,"finish_reason":${reason}`}}],"obfuscation":"${padding}"}`,
    )
  fc.assert(
    fc.property(fc.array(data, { maxLength: 8 }), (datas) => {
      const decoder = new ChunkDecoder({})
      for (const each of datas) {
        const alone = new ChunkDecoder({})
        alone.position = decoder.position
        expect(decoder.push({ data: each })).toEqual(alone.push({ data: each }))
      }
    }),
    { numRuns: 2_000 },
  )
})
