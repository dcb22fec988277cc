import {
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatCompletionMessageToolCall,
  chunkToWire,
  completionFromWire,
} from '@chat-completion/core'
import { accumulate, readChatCompletionStream, type SplitBy, toChunks, toEventStream } from '@chat-completion/stream'
import {
  ChatCompletionChunkChoiceDeltaToolCallSchema,
  safeParseChatCompletion,
  safeParseChatCompletionChunk,
} from '@chat-completion/validators'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../core/test/canonical.ts'
import { fullCompletion } from '../../core/test/full-completion.ts'
import { deviating } from '../../validators/test/hostile.ts'
import { withoutCallIndex } from '../test/without-call-index.ts'

const full = completionFromWire(fullCompletion)

function completion(message: object, choice: object = {}): ChatCompletion {
  const choices = [
    { index: 0, message: { role: 'assistant', content: null, ...message }, finishReason: 'stop', ...choice },
  ]
  return { id: 'c1', object: 'chat.completion', created: 1, model: 'm', choices } as ChatCompletion
}

function deltas(chunks: readonly ChatCompletionChunk[]): unknown[] {
  return chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta))
}

describe('law 5', () => {
  test('a completion with every known key comes back from its chunks', () => {
    expect(accumulate(toChunks(full)).completion).toStrictEqual(withoutCallIndex(full))
  })

  test('its chunks are valid in strict mode', () => {
    for (const each of toChunks(full)) {
      expect(safeParseChatCompletionChunk(chunkToWire(each), { mode: 'strict' })).toEqual({
        success: true,
        value: each,
        repairs: [],
      })
    }
  })

  test('so does any completion that can be parsed, through chunks and through bytes', async () => {
    const by = fc.constantFrom<SplitBy>('word', 'character', 3, (text) => [text])
    await fc.assert(
      fc.asyncProperty(deviating, by, async (body, by) => {
        // What is no JSON, such as NaN, does not survive the bytes.
        const parsed = safeParseChatCompletion(JSON.parse(JSON.stringify(body) ?? 'null'))
        if (!parsed.success || !canBeStreamed(parsed.value)) return
        const chunks = toChunks(parsed.value, { by })
        const expected = canonical(withoutCallIndex(parsed.value))
        expect(canonical(accumulate(chunks).completion)).toBe(expected)
        const { completion } = await readChatCompletionStream(toEventStream(chunks)).result()
        expect(canonical(completion)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('a call of a kind without a contract comes back, too', () => {
    const call = { id: 'call_1', type: 'mcp', serverLabel: 'maps', custom: { name: 'find', input: 'Paris' } }
    const value = completion({ toolCalls: [call] })
    expect(accumulate(toChunks(value)).completion).toEqual(value)
  })

  test.each([
    { name: 'no choices', value: { ...completion({}), choices: [] } },
    { name: 'an empty text', value: completion({ content: '' }) },
    {
      name: 'empty lists',
      value: completion({ toolCalls: [], annotations: [], reasoningDetails: [], contentParts: [], content: '' }),
    },
    {
      name: 'nulls',
      value: completion({
        toolCalls: null,
        refusal: null,
        reasoning: null,
        functionCall: null,
        audio: null,
      }),
    },
    { name: 'no finish reason', value: completion({ content: 'Hi' }, { finishReason: null }) },
    { name: 'an empty one', value: completion({ content: 'Hi' }, { finishReason: '' }) },
    {
      name: 'details that could be one block',
      value: completion({
        reasoningDetails: [
          { type: 'reasoning.text', text: 'a' },
          { type: 'reasoning.text', text: 'b' },
        ],
      }),
    },
    {
      name: 'parts that could be one',
      value: completion({
        content: 'ab',
        contentParts: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      }),
    },
    {
      name: 'calls without arguments',
      value: completion({ toolCalls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '' } }] }),
    },
    {
      name: 'calls that are alike',
      value: completion({
        toolCalls: [0, 1].map(() => ({ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } })),
      }),
    },
    { name: 'a delta of its own', value: completion({ content: 'Hi' }, { delta: { content: '' } }) },
    {
      name: 'items with an index',
      value: completion({
        found: [
          { index: 0, text: 'a' },
          { index: 0, text: 'b' },
        ],
      }),
    },
    { name: 'a key named __proto__', value: completion(JSON.parse('{"__proto__":{"a":1},"constructor":"b"}')) },
    {
      name: 'a key named __proto__ beside the choices',
      value: { ...completion({}), ...JSON.parse('{"__proto__":{"z":1}}') },
    },
    {
      name: 'unknown texts under names that mean something elsewhere',
      value: completion({ custom: 'hello', function: 'f' }),
    },
    {
      name: 'tokens with an index',
      value: completion(
        {},
        {
          logprobs: {
            content: [
              { token: 'a', logprob: 0, index: 0 },
              { token: 'b', logprob: 0, index: 0 },
            ],
          },
        },
      ),
    },
    { name: 'half a surrogate pair', value: completion({ content: 'a\ud83d' }) },
  ])('$name', async ({ value }) => {
    for (const by of ['word', 'character', 2] as const) {
      expect(accumulate(toChunks(value, { by })).completion).toStrictEqual(value)
      expect(
        (await readChatCompletionStream(toEventStream(toChunks(value, { by }))).result()).completion,
      ).toStrictEqual(value)
    }
  })
})

test.each<{ by: SplitBy; pieces: string[] }>([
  { by: 'word', pieces: ['Héllo', '  wide', '\nworld', ' '] },
  { by: 'character', pieces: [...'Héllo  wide\nworld '] },
  { by: 8, pieces: ['Héllo  w', 'ide\nworl', 'd '] },
  { by: (text) => text.split(/(?=w)/), pieces: ['Héllo  ', 'wide\n', 'world '] },
])('splits by $by', ({ by, pieces }) => {
  const chunks = toChunks(completion({ content: 'Héllo  wide\nworld ' }), { by })
  expect(deltas(chunks)).toEqual([{ role: 'assistant', content: '' }, ...pieces.map((content) => ({ content })), {}])
})

test('a long text has many pieces', () => {
  const content = 'a '.repeat(200_000)
  expect(toChunks(completion({ content }))).toHaveLength(200_003)
})

test('a character is a code point, not half of one', () => {
  expect(deltas(toChunks(completion({ content: '😀😀' }), { by: 'character' }))).toContainEqual({ content: '😀' })
})

test.each<{ name: string; by: SplitBy }>([
  { name: 'no characters', by: 0 },
  { name: 'not a number', by: Number.NaN },
  { name: 'pieces that lose some', by: () => ['a'] },
])('$name is a RangeError', ({ by }) => {
  expect(() => toChunks(completion({ content: 'Hello' }), { by })).toThrow(RangeError)
})

test('log probabilities go with the pieces that their tokens begin in', () => {
  const token = (text: string) => ({ token: text, logprob: -1 })
  const logprobs = { content: ['Hel', 'lo wor', 'ld'].map(token), refusal: null }
  const chunks = toChunks(completion({ content: 'Hello world' }, { logprobs }))
  const sent = chunks.map(({ choices: [choice] }) => [choice?.delta.content, choice?.logprobs])
  expect(sent).toEqual([
    ['', undefined],
    ['Hello', { content: [token('Hel'), token('lo wor')] }],
    [' world', { content: [token('ld')] }],
    [undefined, { content: [], refusal: null }],
  ])
})

test('a redaction is not undone', () => {
  const redacted = completion({ content: null, contentParts: [{ type: 'text', text: 'secret' }] })
  expect(accumulate(toChunks(redacted)).completion).toStrictEqual(redacted)
})

test('choices take turns, and the usage comes last', () => {
  const { choices } = completion({ content: 'a b' })
  const usage = { promptTokens: 1, completionTokens: 2, totalTokens: 3 }
  const two = {
    ...completion({}),
    usage,
    choices: [0, 1].flatMap((index) => choices.map((choice) => ({ ...choice, index }))),
  }
  const chunks = toChunks(two)
  expect(chunks.map(({ choices: [choice] }) => choice?.index)).toEqual([0, 1, 0, 1, 0, 1, 0, 1, undefined])
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage })
})

function canBeStreamed({ choices }: ChatCompletion): boolean {
  const haveOwnIndex = new Set(choices.map(({ index }) => index)).size === choices.length
  return haveOwnIndex && choices.every(({ message }) => (message.toolCalls ?? []).every(isLikeAFragment))
}

/** A fragment may come without its kind, so that `function` and `custom` mean the same in each: also in kinds that no contract lists. */
function isLikeAFragment(call: ChatCompletionMessageToolCall): boolean {
  const { function: called, custom } = call as { readonly function?: unknown; readonly custom?: unknown }
  return v.is(ChatCompletionChunkChoiceDeltaToolCallSchema, { function: called, custom })
}
