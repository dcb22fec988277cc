import { safeParseChatCompletionChunk } from '@chat-completion/validators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcomeOf } from '../test/outcome.ts'
import { readChunkwise, readPlainly } from '../test/plainly.ts'
import { chunk, finish, from, read, sse } from '../test/streams.ts'
import { ChunkDecoder } from './chunks.ts'
import { Frame } from './frame.ts'
import { readChatCompletionStream } from './read-chat-completion-stream.ts'

const parse = (data: string) => safeParseChatCompletionChunk(JSON.parse(data))

function frameOf(json: object): Frame | undefined {
  const data = JSON.stringify(json)
  const parsed = parse(data)
  if (!parsed.success) throw parsed.error
  const frame = new Frame(data, parsed)
  return frame.isProven(parse) ? frame : undefined
}

function readBy(frame: Frame | undefined, json: object): ReturnType<typeof parse> | undefined {
  const texts = frame?.read(JSON.stringify(json))
  return frame && texts && { success: true, value: frame.chunk(texts), repairs: frame.repairs }
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
      name: 'in another order',
      one: { obfuscation: 'xyz', ...chunk({ reasoning: 'a', content: 'b' }) },
      other: { obfuscation: 'vw', ...chunk({ reasoning: 'c', content: 'd' }) },
    },
    {
      name: 'a repair',
      one: chunk({ content: 'a' }, { finish_reason: undefined }),
      other: chunk({ content: 'b' }, { finish_reason: undefined }),
    },
  ])('$name', ({ one, other }) => {
    const framed = readBy(frameOf(one), other)
    expect(framed).toBeDefined()
    expect(framed).toEqual(parse(JSON.stringify(other)))
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
  const [one, other] = [readBy(frame, json), readBy(frame, json)]
  if (!one?.success || !other?.success) throw new Error('Cannot read the chunk by its own frame')
  const [first, second] = [one.value.choices[0], other.value.choices[0]]
  expect(first?.delta.reasoningDetails).not.toBe(second?.delta.reasoningDetails)
  expect((first as unknown as Record<string, unknown>).content_filter_results).not.toBe(
    (second as unknown as Record<string, unknown>).content_filter_results,
  )
})

test('the same chunk again needs no text', () => {
  const json = chunk({}, { finish_reason: null })
  expect(readBy(frameOf(json), json)).toEqual(parse(JSON.stringify(json)))
  expect(readBy(frameOf(json), chunk({}, { finish_reason: 'stop' }))).toBeUndefined()
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
        expect(outcomeOf(decoder.push({ data: each }))).toEqual(outcomeOf(alone.push({ data: each })))
      }
    }),
    { numRuns: 2_000 },
  )
})

test('only what follows its like is all in its delta', () => {
  const decoder = new ChunkDecoder({})
  const isDelta = (json: object) => decoder.push({ data: JSON.stringify(json) }).isDelta
  const [text, empty, last] = [chunk({ content: 'a' }), chunk({}), chunk({}, { finish_reason: 'stop' })]
  expect([text, text, text, empty, text, text, empty, empty, last, last].map(isDelta)).toEqual([
    ...[undefined, true, true, undefined, false, true, false, true, undefined, true],
  ])
})

describe('streams of every kind of chunk, in runs', () => {
  const text = fc.constantFrom('a', 'b', '', ' the', '"\\\n', 'x'.repeat(20), 'null', '~0')
  const delta = fc.oneof(
    fc.record({ content: text }),
    fc.record({ role: fc.constant('assistant'), content: text, name: text }),
    fc.record({ content: fc.constant(null), refusal: text }),
    fc.record({
      reasoning: text,
      reasoning_details: fc.tuple(fc.record({ type: fc.constant('reasoning.text'), text })),
    }),
    fc.record({ reasoning_content: text, content: text }),
    fc.record({ content: fc.tuple(fc.record({ type: fc.constant('text'), text })) }),
    fc.record({ tool_calls: fc.tuple(fc.record({ index: fc.nat(1), function: fc.record({ arguments: text }) })) }),
    fc.record({ tool_calls: fc.tuple(fc.record({ index: fc.nat(1), id: text, function: fc.record({ name: text }) })) }),
    fc.record({ function_call: fc.record({ arguments: text }) }),
    fc.constant({}),
  )
  const choice = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    fc.record({ index: fc.constant(1) }),
    fc.record({ finish_reason: fc.constantFrom(undefined, 'stop', 'length', 'error') }),
    fc.record({ logprobs: fc.record({ content: fc.tuple(fc.record({ token: text, logprob: fc.constant(-1) })) }) }),
    fc.record({ error: fc.record({ message: text }) }),
    fc.record({ flags: fc.record({ hate: fc.boolean() }) }),
  )
  const rest = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    fc.record({ id: text, created: fc.nat(2) }),
    fc.record({ object: fc.constant(undefined), p: text }),
    fc.record({ obfuscation: text }),
    fc.record({ usage: fc.constantFrom(null, { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }) }),
    fc.record({ x_groq: fc.record({ id: text, usage: fc.constant({ prompt_tokens: 4 }) }) }),
    fc.record({ error: fc.record({ message: text, code: fc.nat(2) }) }),
    fc.record({ note: fc.oneof(text, fc.record({ text }), fc.constant([1])) }),
  )
  /** Chunks that differ in their texts, as those of a stream mostly do; some differ in nothing, some bring a second choice. */
  const run = fc
    .tuple(delta, choice, rest, fc.array(text, { minLength: 1, maxLength: 5 }), fc.boolean())
    .map(([first, second, third, texts, isTwo]) =>
      texts.map((each) => {
        const one = chunk(first, second, third) as { choices: object[] }
        const whole = isTwo ? { ...one, choices: [...one.choices, { index: 2, delta: first }] } : one
        return JSON.parse(JSON.stringify(whole), (key, inner) =>
          varying.has(key) && typeof inner === 'string' ? each : inner,
        )
      }),
    )
  const varying = new Set(['content', 'reasoning', 'reasoning_content', 'text', 'arguments', 'p', 'obfuscation'])

  const other = fc.constantFrom(
    'event: ping\ndata: {"type":"ping"}\n\n',
    'event: error\ndata: {"error":{"message":"No"}}\n\n',
    'event: message\ndata: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n',
    'event: error\ndata: {"id":"c1","object":"chat.completion.chunk","choices":[]}\n\n',
    'data: {"id":"c1","object":"chat.completion.chunk","choices":[]}\n\n',
    'data: {"choices":[{"index":0,"delta":{"content":"a","content":"b"}}]}\n\n',
    'data: {"choices":[{"index":0,"delta":null,"message":{"content":"a"}}]}\n\n',
    ': keep-alive\n\n',
    'data: [DONE]\n\n',
    'data: no JSON\n\n',
  )
  const events = fc.oneof(
    { weight: 4, arbitrary: run.map((chunks) => sse(...chunks)) },
    fc.array(other, { minLength: 1, maxLength: 2 }).map((each) => each.join('')),
  )
  const options = fc.record(
    { mode: fc.constant('strict' as const), maxSize: fc.constantFrom(300, 800), stopAtFinish: fc.boolean() },
    { requiredKeys: [] },
  )

  test('add up to what their chunks, each parsed by itself, add up to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 6 }), options, async (parts, options) => {
        const stream = parts.join('')
        const plain = await readPlainly(stream, options)
        expect(await readChunkwise(stream, options)).toEqual(plain)
        expect(await read(stream, options)).toEqual(plain.result)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('what a reader does to a chunk', () => {
  test.each([
    { name: 'a text', one: chunk({ content: 'a' }), other: chunk({ content: 'b' }) },
    { name: 'no text', one: chunk({}), other: chunk({}) },
  ])('changes no other, with $name', async ({ one, other }) => {
    const pieces = [sse(one, other), sse(other), sse(finish)]
    const spoilt = readChatCompletionStream(from(pieces))
    const chunks: unknown[] = []
    for await (const each of spoilt) {
      chunks.push(structuredClone(each))
      Object.assign(each, { model: 'mine', choices: [] })
    }
    const plain = await readPlainly(pieces.join(''))
    expect(chunks).toEqual(plain.chunks)
    expect(await spoilt.result()).toEqual(plain.result)
  })
})

test.each([
  {
    name: 'elsewhere',
    one: { note: { content: '~0' }, content: '~0' },
    other: { note: { content: 'x' }, content: '~0' },
  },
  { name: 'of our own marks', one: { content: '\ue0000' }, other: { content: '\ue0001\ue0011\ue002' } },
])('a text $name is taken for nothing else', async ({ one, other }) => {
  const stream = sse(chunk(one), chunk(other), chunk(one), finish)
  expect(await read(stream)).toEqual((await readPlainly(stream)).result)
})
