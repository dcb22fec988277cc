import { describe, expect, test } from 'vitest'
import { fullCompletion } from '../test/samples.ts'
import {
  type ChatCompletion,
  ChatCompletionError,
  choiceOf,
  completionFromWire,
  costOf,
  finishReasonOf,
  hasToolCalls,
  isCustomToolCall,
  isFunctionToolCall,
  reasoningOf,
  refusalOf,
  textOf,
  toolCallsOf,
} from './index.ts'

const full = completionFromWire(fullCompletion)

function withChoices(...choices: object[]): ChatCompletion {
  return { ...full, choices } as ChatCompletion
}

function withMessage(message: object): ChatCompletion {
  return withChoices({ index: 0, message: { role: 'assistant', content: null, ...message }, finishReason: 'stop' })
}

function textChoice(index: number | undefined, content: string): object {
  return { index, message: { role: 'assistant', content }, finishReason: 'stop' }
}

const empty = withChoices()

describe('choiceOf', () => {
  test.each([
    { name: 'by its own index', choices: [textChoice(1, 'b'), textChoice(0, 'a')], index: 1, content: 'b' },
    { name: 'the first by default', choices: [textChoice(1, 'b'), textChoice(0, 'a')], index: undefined, content: 'a' },
    {
      name: 'by position where no choice has the index',
      choices: [textChoice(undefined, 'a'), textChoice(undefined, 'b')],
      index: 1,
      content: 'b',
    },
    { name: 'by position where all say 0', choices: [textChoice(0, 'a'), textChoice(0, 'b')], index: 1, content: 'b' },
  ])('takes $name', ({ choices, index, content }) => {
    expect(choiceOf(withChoices(...choices), index).message.content).toBe(content)
  })

  test.each([
    { name: 'there are none', completion: empty, index: 0 },
    { name: 'there are fewer', completion: full, index: 2 },
    { name: 'the index is negative', completion: full, index: -1 },
  ])('throws no-completion where $name', ({ completion, index }) => {
    expect(() => choiceOf(completion, index)).toThrow(expect.objectContaining({ code: 'no-completion' }))
  })

  test('says what it looked for', () => {
    expect(() => choiceOf(full, 7)).toThrowErrorMatchingInlineSnapshot(
      `[ChatCompletionError: Cannot take choice 7: the completion has 2 choices]`,
    )
  })
})

describe('textOf', () => {
  test.each([
    { name: 'text', completion: withMessage({ content: 'Paris' }), text: 'Paris' },
    { name: 'null', completion: withMessage({ content: null }), text: '' },
    { name: 'a refusal', completion: withMessage({ content: null, refusal: 'No.' }), text: '' },
    { name: 'reasoning only', completion: withMessage({ content: null, reasoning: 'Hm.' }), text: '' },
    { name: 'no choice', completion: empty, text: '' },
  ])('reads "$text" given $name', ({ completion, text }) => {
    expect(textOf(completion)).toBe(text)
  })

  test('joins the text parts of the asked choice', () => {
    expect(textOf(full, 1)).toBe('Paris')
  })
})

describe('refusalOf', () => {
  const part = (refusal: string) => ({ type: 'refusal', refusal })

  test.each([
    { name: 'a refusal', completion: withMessage({ refusal: 'No.' }), refusal: 'No.' },
    { name: 'refusal parts', completion: withMessage({ contentParts: [part('N'), part('o.')] }), refusal: 'No.' },
    { name: 'both', completion: withMessage({ refusal: 'No.', contentParts: [part('Never.')] }), refusal: 'No.' },
    { name: 'null', completion: withMessage({ refusal: null }), refusal: '' },
    { name: 'text', completion: withMessage({ content: 'Paris' }), refusal: '' },
    { name: 'no choice', completion: empty, refusal: '' },
  ])('reads "$refusal" given $name', ({ completion, refusal }) => {
    expect(refusalOf(completion)).toBe(refusal)
  })

  test('reads the asked choice', () => {
    expect(refusalOf(full, 1)).toBe('No more.')
  })
})

describe('reasoningOf', () => {
  const details = [
    { type: 'reasoning.summary', summary: 'Ea' },
    { type: 'reasoning.text', text: 'sy.' },
    { type: 'reasoning.text', text: null },
    { type: 'reasoning.encrypted', data: 'AAAA' },
    { type: 'reasoning.tomorrow', text: 'Later.' },
  ]
  const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Easy.' }] }
  const summaries = [{ type: 'summary_text', text: 'Ea' }, null, { type: 'summary_text', text: 'sy.' }]

  test.each([
    { name: 'reasoning', message: { reasoning: 'Easy.' } },
    { name: 'reasoningContent', message: { reasoningContent: 'Easy.' } },
    { name: 'texts and summaries of reasoningDetails', message: { reasoningDetails: details } },
    { name: 'thinking parts', message: { contentParts: [thinking, { type: 'text', text: 'Paris' }] } },
    { name: 'parts with summaries', message: { contentParts: [{ type: 'reasoning', summary: summaries }] } },
    { name: 'the next place where one is empty', message: { reasoning: '', reasoningContent: 'Easy.' } },
    { name: 'one place where several say the same', message: { reasoning: 'Easy.', reasoningDetails: details } },
  ])('reads $name', ({ message }) => {
    expect(reasoningOf(withMessage(message))).toBe('Easy.')
  })

  test.each([
    { name: 'there is none', completion: withMessage({ content: 'Paris' }) },
    { name: 'every place is null', completion: withMessage({ reasoning: null, reasoningDetails: null }) },
    {
      name: 'it is encrypted',
      completion: withMessage({ reasoningDetails: [{ type: 'reasoning.encrypted', data: 'AAAA' }] }),
    },
    { name: 'there is no choice', completion: empty },
  ])('is empty where $name', ({ completion }) => {
    expect(reasoningOf(completion)).toBe('')
  })

  test('reads the asked choice', () => {
    expect(reasoningOf(full, 1)).toBe('Hm.')
  })
})

function functionCall(args: string): object {
  return { id: 'call_1', type: 'function', function: { name: 'weather', arguments: args } }
}

const customCall = { id: 'call_2', type: 'custom', custom: { name: 'sql', input: 'select 1' } }
const unlistedCall = { id: 'call_3', type: 'mcp', server_label: 'maps' }

describe('toolCallsOf', () => {
  test.each([
    { name: 'an object', rawArguments: '{"city":"Paris"}', expected: { city: 'Paris' } },
    { name: 'what is not an object', rawArguments: '[1]', expected: [1] },
    { name: 'null', rawArguments: 'null', expected: null },
    { name: 'nothing', rawArguments: '', expected: {} },
    { name: 'white space', rawArguments: ' \n', expected: {} },
  ])('parses arguments, given $name', ({ rawArguments, expected }) => {
    expect(toolCallsOf(withMessage({ toolCalls: [functionCall(rawArguments)] }))).toEqual([
      { type: 'function', id: 'call_1', name: 'weather', rawArguments, arguments: expected, error: null },
    ])
  })

  const [broken] = toolCallsOf(withMessage({ toolCalls: [functionCall('{"city":')] }))

  test('gives arguments that are not JSON as they came, beside an error', () => {
    expect(broken).toMatchObject({ arguments: undefined, rawArguments: '{"city":', error: { code: 'invalid-json' } })
  })

  const error = broken?.type === 'function' ? broken.error : undefined

  test('gives an error of this library', () => {
    expect(error).toBeInstanceOf(ChatCompletionError)
  })

  test('gives the parser’s error as the cause', () => {
    expect(error?.cause).toHaveProperty('name', 'SyntaxError')
  })

  test('does not repeat the arguments in the message', () => {
    expect(error?.message).toMatchInlineSnapshot(
      `"Cannot parse the arguments of tool call "call_1" to "weather" as JSON: 8 characters that are not JSON"`,
    )
  })

  test('gives custom calls their input', () => {
    expect(toolCallsOf(withMessage({ toolCalls: [customCall] }))).toEqual([
      { type: 'custom', id: 'call_2', name: 'sql', input: 'select 1' },
    ])
  })

  test('reads a call of an unlisted kind that carries a function', () => {
    const builtin = { ...functionCall('{"query":"Paris"}'), type: 'builtin_function' }
    expect(toolCallsOf(withMessage({ toolCalls: [builtin] }))).toMatchObject([
      { type: 'function', name: 'weather', arguments: { query: 'Paris' } },
    ])
  })

  test('reads the asked choice', () => {
    expect(toolCallsOf(full, 1)).toEqual([])
    expect(toolCallsOf(full, 0).map(({ id }) => id)).toEqual(['call_1', 'call_2'])
  })

  test('keeps a key of the arguments that is named like an inherited one', () => {
    const [parsed] = toolCallsOf(withMessage({ toolCalls: [functionCall('{"__proto__":{"polluted":1}}')] }))
    expect(Object.keys(parsed?.type === 'function' ? Object(parsed.arguments) : {})).toEqual(['__proto__'])
  })

  test('keeps the order and skips kinds that are not listed', () => {
    const calls = toolCallsOf(withMessage({ toolCalls: [customCall, unlistedCall, functionCall('{}')] }))
    expect(calls.map(({ id }) => id)).toEqual(['call_2', 'call_1'])
  })

  test.each([
    { name: 'no list', completion: withMessage({}) },
    { name: 'null', completion: withMessage({ toolCalls: null }) },
    { name: 'an empty list', completion: withMessage({ toolCalls: [] }) },
    { name: 'no choice', completion: empty },
  ])('gives none, given $name', ({ completion }) => {
    expect(toolCallsOf(completion)).toEqual([])
  })
})

describe('guards', () => {
  const calls = withMessage({ toolCalls: [customCall, unlistedCall, functionCall('{}')] }).choices[0]?.message.toolCalls

  test.each([
    { name: 'isFunctionToolCall', guard: isFunctionToolCall, ids: ['call_1'] },
    { name: 'isCustomToolCall', guard: isCustomToolCall, ids: ['call_2'] },
  ])('$name picks calls by their type', ({ guard, ids }) => {
    expect((calls ?? []).filter((call) => guard(call)).map(({ id }) => id)).toEqual(ids)
  })
})

describe('hasToolCalls', () => {
  test.each([
    { name: 'calls beside stop', toolCalls: [functionCall('{}')], finishReason: 'stop', expected: true },
    { name: 'calls and no reason', toolCalls: [functionCall('{}')], finishReason: null, expected: true },
    { name: 'a call of an unlisted kind', toolCalls: [unlistedCall], finishReason: 'stop', expected: true },
    { name: 'tool_calls without any', toolCalls: [], finishReason: 'tool_calls', expected: false },
    { name: 'tool_calls beside null', toolCalls: null, finishReason: 'tool_calls', expected: false },
  ])('is $expected given $name', ({ toolCalls, finishReason, expected }) => {
    const message = { role: 'assistant', content: null, toolCalls }
    expect(hasToolCalls(withChoices({ index: 0, message, finishReason }))).toBe(expected)
  })

  test('is false where there is no choice', () => {
    expect(hasToolCalls(empty)).toBe(false)
  })
})

describe('finishReasonOf', () => {
  test.each([
    { name: 'a word of the contract', reason: 'tool_calls', expected: 'tool_calls' },
    { name: 'a synonym', reason: 'end_turn', expected: 'stop' },
    { name: 'another case', reason: 'STOP', expected: 'stop' },
    { name: 'a synonym in another case', reason: 'MAX_TOKENS', expected: 'length' },
    { name: 'a synonym with a hyphen', reason: 'content-filter', expected: 'content_filter' },
    { name: 'an unknown reason', reason: 'tomorrow', expected: 'other' },
    { name: 'a reason every object inherits', reason: 'constructor', expected: 'other' },
    { name: 'null', reason: null, expected: null },
    { name: 'an empty reason', reason: '', expected: null },
  ])('is $expected given $name', ({ reason, expected }) => {
    const message = { role: 'assistant', content: 'Paris' }
    expect(finishReasonOf(withChoices({ index: 0, message, finishReason: reason }))).toBe(expected)
  })

  test('is not inferred from tool calls', () => {
    expect(finishReasonOf(withMessage({ toolCalls: [functionCall('{}')] }))).toBe('stop')
  })

  test('is null where there is no choice', () => {
    expect(finishReasonOf(empty)).toBeNull()
  })
})

describe('costOf', () => {
  const usage = { promptTokens: 1, completionTokens: 1, totalTokens: 2 }

  test.each([
    { name: 'a cost', usage: { ...usage, cost: 0.001 }, cost: 0.001 },
    { name: 'a free model', usage: { ...usage, cost: 0 }, cost: 0 },
    { name: 'null', usage: { ...usage, cost: null }, cost: null },
    { name: 'usage without a cost', usage, cost: null },
    { name: 'no usage', usage: null, cost: null },
  ])('is $cost given $name', ({ usage, cost }) => {
    expect(costOf({ ...full, usage })).toBe(cost)
  })
})
