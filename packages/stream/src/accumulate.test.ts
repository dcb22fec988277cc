import { type ChatCompletionChunk, ChatCompletionError, chunkFromWire } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import { accumulate, ChatCompletionAccumulator, type ChatCompletionStreamEvent } from '@chat-completion/stream'
import { describe, expect, test } from 'vitest'
import { deepFreeze } from '../../core/test/deep-freeze.ts'
import { chunk, finish, from, read, sse } from '../test/streams.ts'

function chunks(...wire: readonly object[]): ChatCompletionChunk[] {
  return wire.map((each) => deepFreeze(chunkFromWire(each as Wire.ChatCompletionChunk)))
}

/** What deltas add up to. */
function message(...deltas: readonly object[]): unknown {
  return accumulate(chunks(...deltas.map((delta) => chunk(delta)))).completion.choices[0]?.message
}

/** What chunks add up to, beside the choices. */
function answer(...rest: readonly object[]): unknown {
  return accumulate(chunks(...rest.map((each) => chunk({}, {}, each)))).completion
}

const text = (text: string) => ({ type: 'text', text })
const thought = (words: string) => ({ type: 'thinking', thinking: [text(words)] })
const detail = (type: string, rest: object) => ({ type: `reasoning.${type}`, ...rest })

describe('deltas add up', () => {
  test.each([
    { name: 'text', deltas: [{ content: 'Hel' }, { content: 'lo' }], sum: { content: 'Hello' } },
    { name: 'text after null', deltas: [{ content: null }, { content: 'a' }], sum: { content: 'a' } },
    { name: 'null after text', deltas: [{ content: 'a' }, { content: null }], sum: { content: 'a' } },
    { name: 'null alone', deltas: [{ content: null }], sum: { content: null } },
    { name: 'no text at all', deltas: [{ role: 'assistant' }], sum: { content: null } },
    { name: 'a refusal', deltas: [{ refusal: 'I ' }, { refusal: 'can’t' }], sum: { refusal: 'I can’t' } },
    {
      name: 'reasoning in both spellings',
      deltas: [
        { reasoning: 'a', reasoning_content: 'a' },
        { reasoning: 'b', reasoning_content: 'b' },
      ],
      sum: { reasoning: 'ab', reasoningContent: 'ab' },
    },
    {
      name: 'thinking',
      deltas: [{ content: [thought('a')] }, { content: [thought('b')] }],
      sum: { content: '', contentParts: [thought('ab')] },
    },
    {
      name: 'thinking, then text',
      deltas: [{ content: '' }, { content: [thought('a')] }, { content: 'b' }, { content: 'c' }],
      sum: { content: 'bc', contentParts: [thought('a'), text('bc')] },
    },
    {
      name: 'text, then parts',
      deltas: [{ content: 'a' }, { content: [text('b')] }],
      sum: { content: 'ab', contentParts: [text('ab')] },
    },
    {
      name: 'parts of other types',
      deltas: [{ content: [text('a')] }, { content: [{ type: 'image_url', image_url: { url: 'u' } }, text('b')] }],
      sum: { contentParts: [text('a'), { type: 'image_url', imageUrl: { url: 'u' } }, text('b')] },
    },
    {
      name: 'details of several types',
      deltas: [
        { reasoning_details: [detail('summary', { summary: 'a', index: 0 })] },
        {
          reasoning_details: [
            detail('summary', { summary: 'b', index: 0 }),
            detail('encrypted', { data: 'X', index: 0 }),
          ],
        },
      ],
      sum: {
        reasoningDetails: [
          detail('summary', { summary: 'ab', index: 0 }),
          detail('encrypted', { data: 'X', index: 0 }),
        ],
      },
    },
    {
      name: 'details with other ids',
      deltas: [
        { reasoning_details: [detail('text', { text: 'a', id: '1', index: 0 })] },
        { reasoning_details: [detail('text', { text: 'b', id: '2', index: 0 })] },
      ],
      sum: { reasoningDetails: [{ text: 'a' }, { text: 'b' }] },
    },
    {
      name: 'a detail’s late format',
      deltas: [
        { reasoning_details: [detail('text', { text: 'a', index: 0, format: null })] },
        { reasoning_details: [detail('text', { text: 'b', index: 0, format: 'f' })] },
      ],
      sum: { reasoningDetails: [{ text: 'ab', format: 'f' }] },
    },
    {
      name: 'a function call',
      deltas: [{ function_call: { name: 'f', arguments: '{"a"' } }, { function_call: { arguments: ':1}' } }],
      sum: { functionCall: { name: 'f', arguments: '{"a":1}' } },
    },
    {
      name: 'audio',
      deltas: [
        { audio: { id: 'a1', transcript: 'Hel' } },
        { audio: { data: 'AA' } },
        { audio: { data: 'BB', transcript: 'lo' } },
        { audio: { expires_at: 9 } },
      ],
      sum: { audio: { id: 'a1', data: 'AABB', transcript: 'Hello', expiresAt: 9 } },
    },
    {
      name: 'images',
      deltas: [{ images: [{ image_url: { url: 'a' } }] }, { images: [{ image_url: { url: 'b' } }] }],
      sum: { images: [{ imageUrl: { url: 'a' } }, { imageUrl: { url: 'b' } }] },
    },
    {
      name: 'an image that is sent again',
      deltas: [
        { images: [{ index: 0, image_url: { url: 'a' } }] },
        { images: [{ index: 0, image_url: { url: 'b' } }] },
      ],
      sum: { images: [{ index: 0, imageUrl: { url: 'b' } }] },
    },
    {
      name: 'annotations',
      deltas: [
        { annotations: [{ type: 'file', file: { name: 'a' } }] },
        { annotations: [{ type: 'file', file: { name: 'b' } }] },
      ],
      sum: { annotations: [{ file: { name: 'a' } }, { file: { name: 'b' } }] },
    },
    { name: 'unknown texts', deltas: [{ mood: 'go' }, { mood: 'od' }], sum: { mood: 'good' } },
    {
      name: 'unknown lists',
      deltas: [{ found: [{ index: 0, url: 'a' }] }, { found: [{ index: 0, url: 'b' }, { index: 1 }, 'c'] }],
      sum: { found: [{ index: 0, url: 'ab' }, { index: 1 }, 'c'] },
    },
    {
      name: 'unknown objects and numbers',
      deltas: [
        { at: { x: 1 }, n: 1 },
        { at: { y: 2 }, n: 2 },
      ],
      sum: { at: { y: 2 }, n: 2 },
    },
    {
      name: 'unknown values under names that mean something elsewhere',
      deltas: [{ custom: 'hello', function: 5, audio_id: 1 }, { custom: ' you' }],
      sum: { custom: 'hello you', function: 5 },
    },
    {
      name: 'unknown items with objects that grow',
      deltas: [
        { steps: [{ index: 0, function: { name: 'f', arguments: 'a' } }] },
        { steps: [{ index: 0, function: { name: 'f', arguments: 'b' } }] },
      ],
      sum: { steps: [{ index: 0, function: { name: 'f', arguments: 'ab' } }] },
    },
    {
      name: 'details without an index',
      deltas: [
        { reasoning_details: [detail('text', { text: 'a' })] },
        { reasoning_details: [detail('text', { text: 'b' })] },
      ],
      sum: { reasoningDetails: [{ text: 'a' }, { text: 'b' }] },
    },
    {
      name: 'thinking of several types',
      deltas: [
        { content: [{ type: 'thinking', thinking: [text('a'), { type: 'reference' }] }] },
        { content: [{ type: 'thinking', thinking: [text('b')], closed: true }] },
      ],
      sum: {
        contentParts: [{ type: 'thinking', thinking: [text('a'), { type: 'reference' }, text('b')], closed: true }],
      },
    },
    { name: 'unknown nulls', deltas: [{ at: null }, { at: 1 }, { at: null }], sum: { at: 1 } },
    {
      name: 'Groq’s channel, which is a name',
      deltas: [{ channel: 'analysis' }, { channel: 'analysis' }],
      sum: { channel: 'analysis' },
    },
    {
      name: 'keys that would poison an object',
      deltas: [JSON.parse('{"__proto__":"a","constructor":"b"}'), JSON.parse('{"__proto__":"c","constructor":"d"}')],
      sum: JSON.parse('{"__proto__":"ac","constructor":"bd"}'),
    },
  ])('$name', ({ deltas, sum }) => {
    const own = message(...deltas)
    expect(own).toMatchObject(sum)
    expect(Object.getPrototypeOf(own)).toBe(Object.prototype)
  })
})

test('the log probabilities of every choice add up', () => {
  const token = (token: string) => ({ token, logprob: -1 })
  const logprobs = (index: number, ...tokens: string[]) =>
    chunk({ content: 'a' }, { index, logprobs: { content: tokens.map(token), refusal: null } })
  const { completion } = accumulate(
    chunks(logprobs(0, 'a'), logprobs(1, 'x'), logprobs(0, 'b', 'c'), chunk({}, { logprobs: null })),
  )
  expect(completion.choices).toMatchObject([
    { index: 0, logprobs: { content: [token('a'), token('b'), token('c')], refusal: null } },
    { index: 1, logprobs: { content: [token('x')] } },
  ])
})

test('tokens are whole, whatever they have for an index', () => {
  const token = (token: string) => ({ token, logprob: -1, index: 0 })
  const one = (text: string) => chunk({}, { logprobs: { content: [token(text)] } })
  const { completion } = accumulate(chunks(one('a'), one('b')))
  expect(completion.choices[0]?.logprobs?.content).toEqual([token('a'), token('b')])
})

test('choices that take turns, in one chunk or in several, are told apart', () => {
  const both = (...contents: string[]) => ({
    ...chunk({}),
    choices: contents.map((content, index) => ({ index, delta: { content }, finish_reason: null })),
  })
  const { completion } = accumulate(chunks(both('a', 'x'), chunk({ content: 'y' }, { index: 1 }), both('b', 'z')))
  expect(completion.choices.map((choice) => [choice.index, choice.message.content])).toEqual([
    [0, 'ab'],
    [1, 'xyz'],
  ])
})

describe('beside the deltas', () => {
  const usage = { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 }

  test.each([
    {
      name: 'the last usage counts',
      rest: [{ usage }, { usage: { ...usage, completion_tokens: 2, total_tokens: 11 } }],
      sum: { usage: { totalTokens: 11 } },
    },
    { name: 'usage and then null', rest: [{ usage }, { usage: null }], sum: { usage: { totalTokens: 10 } } },
    {
      name: 'usage of its own before Groq’s',
      rest: [{ usage, x_groq: { usage: { ...usage, total_tokens: 99 } } }],
      sum: { usage: { totalTokens: 10 } },
    },
    {
      name: 'the first id, time and model that say something',
      rest: [
        { id: '', created: 0, model: '' },
        { id: 'c2', created: 5, model: 'm2' },
        { id: 'c3', created: 6, model: 'm3' },
      ],
      sum: { id: 'c2', created: 5, model: 'm2' },
    },
    {
      name: 'the last provider, fingerprint and tier',
      rest: [
        { provider: 'a', system_fingerprint: 'x', service_tier: 'auto' },
        { provider: 'b', system_fingerprint: 'y', service_tier: 'flex' },
      ],
      sum: { provider: 'b', systemFingerprint: 'y', serviceTier: 'flex' },
    },
    {
      name: 'the last citations',
      rest: [{ citations: ['a'] }, { citations: ['a', 'b'] }],
      sum: { citations: ['a', 'b'] },
    },
    {
      name: 'unknown objects keep what the last one lacks',
      rest: [{ timings: { a: 1 } }, { timings: { b: 2 } }],
      sum: { timings: { a: 1, b: 2 } },
    },
  ])('$name', ({ rest, sum }) => {
    expect(answer(...rest)).toMatchObject(sum)
  })

  test('of several errors the first is told, and kept', () => {
    const errors = [
      { message: 'A', metadata: { a: 1 } },
      { message: 'B', code: 2 },
    ]
    const { completion, error } = accumulate(chunks(...errors.map((error) => chunk({}, {}, { error }))))
    expect(error?.message).toBe('A')
    expect(completion.error).toEqual(errors[0])
  })

  test('the padding of chunks is not the answer’s', () => {
    expect(answer({ obfuscation: 'abc' })).not.toHaveProperty('obfuscation')
  })

  test('of a choice, too, the last value that says something counts', () => {
    const filtered = (results: object) => chunk({}, { content_filter_results: results, native_finish_reason: null })
    const { completion } = accumulate(
      chunks(filtered({ hate: 1 }), chunk({}, { native_finish_reason: 'end' }), filtered({})),
    )
    expect(completion.choices[0]).toMatchObject({ content_filter_results: { hate: 1 }, nativeFinishReason: 'end' })
  })

  test('the message that Perplexity and Writer send again beside its delta is left out', () => {
    const { completion } = accumulate(chunks(chunk({ content: 'a' }, { message: { role: 'assistant', content: 'a' } })))
    expect(completion.choices[0]?.message).toEqual({ role: 'assistant', content: 'a' })
  })
})

describe('how it ended', () => {
  test.each([
    { name: 'every choice finished', wire: [chunk({ content: 'a' }), finish], status: 'complete', code: undefined },
    { name: 'content after the finish', wire: [finish, chunk({ content: 'a' })], status: 'complete', code: undefined },
    {
      name: 'a choice unfinished',
      wire: [finish, chunk({ content: 'a' }, { index: 1 })],
      status: 'truncated',
      code: 'stream-truncated',
    },
    {
      name: 'an empty finish reason',
      wire: [chunk({ content: 'a' }, { finish_reason: '' })],
      status: 'truncated',
      code: 'stream-truncated',
    },
    { name: 'no choice', wire: [{ ...chunk({}), choices: [] }], status: 'truncated', code: 'stream-truncated' },
    { name: 'nothing', wire: [], status: 'failed', code: 'no-completion' },
    {
      name: 'an error on a choice',
      wire: [chunk({}, { finish_reason: 'stop', error: { message: 'No' } })],
      status: 'failed',
      code: 'provider',
    },
    {
      name: 'an error on a chunk',
      wire: [chunk({}, { finish_reason: 'stop' }, { error: { message: 'No' } })],
      status: 'failed',
      code: 'provider',
    },
    {
      name: 'the finish reason "error" (pydantic/pydantic-ai#2844)',
      wire: [chunk({}, { finish_reason: 'error' })],
      status: 'failed',
      code: 'stream-failed',
    },
  ])('$name: $status', ({ wire, status, code }) => {
    const result = accumulate(chunks(...wire))
    expect([result.status, result.error?.code]).toEqual([status, code])
  })

  test('[DONE] tells that no choice was all there is', async () => {
    const none = { ...chunk({}), choices: [] }
    expect((await read(sse(none, '[DONE]'))).status).toBe('complete')
    expect((await read(sse(none))).status).toBe('truncated')
  })

  test('finish-changed: the last finish reason counts, the one before is named', () => {
    const { completion, repairs } = accumulate(chunks(finish, chunk({}, { finish_reason: 'tool_calls' }), chunk({})))
    expect(completion.choices[0]?.finishReason).toBe('tool_calls')
    expect(repairs).toEqual([
      {
        code: 'finish-changed',
        path: ['choices', 0, 'finish_reason'],
        received: 'stop',
        message: 'Repaired choices[0].finish_reason: received "stop" and then "tool_calls"',
        count: 1,
      },
    ])
  })

  test('the same finish reason again is no change', () => {
    expect(accumulate(chunks(finish, finish)).repairs).toEqual([])
  })
})

test('chunks may come later, and what they throw is the error of the result', async () => {
  const cause = new ChatCompletionError('timeout', 'Cannot read on: too slow')
  async function* broken(): AsyncGenerator<ChatCompletionChunk> {
    yield* chunks(chunk({ content: 'a' }))
    throw cause
  }
  expect((await accumulate(from(chunks(chunk({ content: 'a' }), finish)))).status).toBe('complete')
  const result = await accumulate(broken())
  expect(result).toMatchObject({
    status: 'truncated',
    error: cause,
    completion: { choices: [{ message: { content: 'a' } }] },
  })
})

test('a snapshot tells what has come so far, and does not change', () => {
  const accumulator = new ChatCompletionAccumulator()
  const call = (fragment: object) => chunk({ tool_calls: [{ index: 0, ...fragment }] })
  const wire = [
    chunk(
      { content: 'a', annotations: [{ type: 'file', file: {} }] },
      { logprobs: { content: [{ token: 'a', logprob: 0 }] } },
    ),
    call({ function: { name: 'f', arguments: '{' } }),
    chunk(
      { content: 'b', annotations: [{ type: 'file', file: {} }] },
      { logprobs: { content: [{ token: 'b', logprob: 0 }] } },
    ),
    call({ function: { arguments: '}' } }),
  ]
  const snapshots = chunks(...wire).map((each) => {
    accumulator.push(each)
    return accumulator.snapshot
  })
  const seen = snapshots.map(({ choices: [choice] }) => [
    choice?.message.content,
    choice?.logprobs?.content?.length,
    choice?.message.annotations?.length,
    choice?.message.toolCalls?.map((each) => 'function' in each && [each.id, each.function.arguments]),
  ])
  expect(seen).toEqual([
    ['a', 1, 1, undefined],
    ['a', 1, 1, [['call_c1_0_0', '{']]],
    ['ab', 2, 2, [['call_c1_0_0', '{']]],
    ['ab', 2, 2, [['call_c1_0_0', '{}']]],
  ])
})

test('what a choice’s events say is what happened, in order', () => {
  const accumulator = new ChatCompletionAccumulator()
  const events: unknown[] = []
  const call = (index: number, rest: object) => chunk({ tool_calls: [{ index, ...rest }] })
  const wire = [
    chunk({ role: 'assistant', content: '' }),
    chunk({ reasoning: 'Hm' }),
    chunk({ content: 'Hi' }),
    call(0, { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }),
    call(0, { function: { arguments: ':1}' } }),
    call(1, { id: 'b', type: 'function', function: { name: 'g', arguments: '' } }),
    call(2, { id: 'c', type: 'custom', custom: { name: 'sql', input: 'select' } }),
    chunk({}, { finish_reason: 'tool_calls' }),
    { ...chunk({}), choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
  ]
  for (const each of chunks(...wire)) accumulator.push(each, (event) => events.push(event))
  expect(events).toEqual([
    { type: 'reasoning-delta', choice: 0, text: 'Hm' },
    { type: 'text-delta', choice: 0, text: 'Hi' },
    { type: 'tool-call-start', choice: 0, toolCall: 0, id: 'a', name: 'f' },
    { type: 'tool-call-delta', choice: 0, toolCall: 0, text: '{"x"' },
    { type: 'tool-call-delta', choice: 0, toolCall: 0, text: ':1}' },
    {
      type: 'tool-call-ready',
      choice: 0,
      toolCall: 0,
      call: { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
    },
    { type: 'tool-call-start', choice: 0, toolCall: 1, id: 'b', name: 'g' },
    { type: 'tool-call-start', choice: 0, toolCall: 2, id: 'c', name: 'sql' },
    { type: 'tool-call-delta', choice: 0, toolCall: 2, text: 'select' },
    {
      type: 'tool-call-ready',
      choice: 0,
      toolCall: 1,
      call: { id: 'b', type: 'function', function: { name: 'g', arguments: '' } },
    },
    {
      type: 'tool-call-ready',
      choice: 0,
      toolCall: 2,
      call: { id: 'c', type: 'custom', custom: { name: 'sql', input: 'select' } },
    },
    { type: 'finish', choice: 0, finishReason: 'tool_calls' },
    { type: 'usage', usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 } },
  ])
})

test.each([
  { name: 'in one delta', deltas: [{ reasoning: 'Hm', reasoning_details: [{ type: 'reasoning.text', text: 'Hm' }] }] },
  {
    name: 'in a delta of its own, as a whole',
    deltas: [{ reasoning: 'H' }, { reasoning: 'm' }, { reasoning_details: [{ type: 'reasoning.text', text: 'Hm' }] }],
  },
])('reasoning that is sent twice is told once: $name', ({ deltas }) => {
  const said: string[] = []
  const accumulator = new ChatCompletionAccumulator()
  for (const each of chunks(...deltas.map((delta) => chunk(delta)))) {
    accumulator.push(each, (event) => event.type === 'reasoning-delta' && said.push(event.text))
  }
  expect(said.join('')).toBe('Hm')
})

test.each([
  { name: 'a function cut off by length', fragment: { function: { name: 'f', arguments: '{"x"' } } },
  { name: 'a custom tool cut off by length', fragment: { custom: { name: 'f', input: 'sel' } } },
  { name: 'a function that has not begun its arguments', fragment: { function: { name: 'f' } } },
])('$name is never ready', ({ fragment }) => {
  const types: string[] = []
  const accumulator = new ChatCompletionAccumulator()
  for (const each of chunks(
    chunk({ tool_calls: [{ index: 0, id: 'a', ...fragment }] }),
    chunk({}, { finish_reason: 'length' }),
  )) {
    accumulator.push(each, ({ type }) => types.push(type))
  }
  expect(types).not.toContain('tool-call-ready')
})

describe('a call is ready', () => {
  function eventsOf(...wire: readonly object[]) {
    const events: ChatCompletionStreamEvent[] = []
    const accumulator = new ChatCompletionAccumulator()
    for (const each of chunks(...wire)) accumulator.push(each, (event) => events.push(event))
    return { events, completion: accumulator.result().completion }
  }

  const call = (index: number, rest: object, choice: object = {}, more: object = {}) =>
    chunk({ tool_calls: [{ index, ...rest }] }, choice, more)

  test('as soon as its arguments are whole', () => {
    const { events } = eventsOf(
      call(0, { id: 'a', function: { name: 'f', arguments: '{"x":"}' } }),
      call(0, { function: { arguments: '\\"{"}' } }),
      call(0, { function: { arguments: ' ' } }),
    )
    expect(events.map(({ type }) => type)).toEqual([
      'tool-call-start',
      'tool-call-delta',
      'tool-call-delta',
      'tool-call-ready',
      'tool-call-delta',
    ])
  })

  test('also after the finish reason', () => {
    const { events } = eventsOf(
      finish,
      call(0, { id: 'a', function: { name: 'f', arguments: '{}' } }, { finish_reason: 'stop' }),
      call(1, { id: 'b', function: { name: 'g' } }),
    )
    expect(events.map(({ type }) => type)).toEqual([
      'finish',
      'tool-call-start',
      'tool-call-delta',
      'tool-call-ready',
      'tool-call-start',
      'tool-call-ready',
    ])
  })

  test('under the id that the result has', () => {
    const { events, completion } = eventsOf(call(0, { function: { name: 'f', arguments: '{}' } }, {}, { id: '' }), {
      ...finish,
      id: 'c9',
    })
    const [made] = completion.choices[0]?.message.toolCalls ?? []
    expect(events.flatMap((event) => (event.type === 'tool-call-ready' ? event.call.id : []))).toEqual([made?.id])
  })

  test.each(['{"x"', '{"x":1}}', '[1', '"a"', '{x}', '{} {}', '12'])('not with %s', (args) => {
    const { events } = eventsOf(
      call(0, { id: 'a', function: { name: 'f', arguments: args } }),
      chunk({}, { finish_reason: 'tool_calls' }),
    )
    expect(events.map(({ type }) => type)).not.toContain('tool-call-ready')
  })

  test('after the text of its delta', () => {
    const { events } = eventsOf(chunk({ tool_calls: [{ index: 0, function: { name: 'f' } }], content: 'Hi' }))
    expect(events.map(({ type }) => type)).toEqual(['text-delta', 'tool-call-start'])
  })
})

test('of a call of another kind, nothing is made up', () => {
  const call = { index: 0, id: 'a', type: 'mcp', server_label: 'maps' }
  const { completion, repairs } = accumulate(chunks(chunk({ tool_calls: [call] }), finish))
  expect(completion.choices[0]?.message.toolCalls).toEqual([{ id: 'a', type: 'mcp', server_label: 'maps' }])
  expect(repairs).toEqual([])
})

test('a call that begins without an index may get one later', () => {
  const call = (fragment: object) => chunk({ tool_calls: [fragment] })
  const { completion } = accumulate(
    chunks(
      call({ id: 'a', function: { name: 'f', arguments: '{' } }),
      call({ index: 0, id: 'a', function: { arguments: '}' } }),
    ),
  )
  expect(completion.choices[0]?.message.toolCalls).toMatchObject([
    { id: 'a', function: { name: 'f', arguments: '{}' } },
  ])
})
