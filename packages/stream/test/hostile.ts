import { completionToWire } from '@chat-completion/core'
import { safeParseChatCompletion } from '@chat-completion/validators'
import fc from 'fast-check'
import { expect } from 'vitest'
import { canonical } from '../../core/test/canonical.ts'
import { cut, read } from './streams.ts'

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'a', '{"a":1}', '{"a"', 0, 1, -1, {}, [], true),
  fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
)

/** An object that has some of these keys, mostly with values of the right kind. */
function some(keys: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  const noisy = Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [
      key,
      fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: odd }),
    ]),
  )
  return fc.record(noisy, { requiredKeys: [] })
}

const text = fc.constantFrom('', 'a', 'é😀', '\n', '"', '{"a":1}', '{"a"', ':1}')
const index = fc.constantFrom(0, 1, 2, 7)

const called = some({ name: fc.constantFrom('f', 'g', ''), arguments: text, input: text })

const toolCall = some({
  index,
  id: fc.constantFrom('a', 'b', ''),
  type: fc.constantFrom('function', 'custom', 'mcp'),
  function: called,
  custom: called,
  extra_content: odd,
})

const detail = some({
  type: fc.constantFrom(
    'reasoning.text',
    'reasoning.summary',
    'reasoning.encrypted',
    'reasoning.server_tool_call',
    'other',
  ),
  index,
  text,
  summary: text,
  data: text,
  signature: text,
  id: text,
})

const part = some({
  type: fc.constantFrom('text', 'thinking', 'image_url'),
  text,
  thinking: fc.array(some({ type: fc.constant('text'), text }), { maxLength: 2 }),
})

const delta = some({
  role: fc.constant('assistant'),
  content: fc.oneof(text, fc.array(part, { maxLength: 3 })),
  refusal: text,
  reasoning: text,
  reasoning_content: text,
  reasoning_details: fc.array(detail, { maxLength: 3 }),
  tool_calls: fc.array(toolCall, { maxLength: 3 }),
  function_call: called,
  audio: some({ id: text, data: text, transcript: text, expires_at: index }),
  images: fc.array(some({ index, image_url: some({ url: text }) }), { maxLength: 2 }),
  mood: odd,
  constructor: odd,
})

const choice = some({
  index,
  delta,
  finish_reason: fc.constantFrom('stop', 'length', 'tool_calls', null),
  logprobs: some({
    content: fc.array(some({ token: text, logprob: index }), { maxLength: 2 }),
    refusal: fc.constant(null),
  }),
  error: odd,
  content_filter_results: odd,
})

const chunk = some({
  id: fc.constantFrom('c1', ''),
  object: fc.constant('chat.completion.chunk'),
  created: fc.constantFrom(0, 1700000000),
  model: fc.constantFrom('m', ''),
  choices: fc.array(choice, { maxLength: 3 }),
  usage: some({ prompt_tokens: index, completion_tokens: index, total_tokens: index }),
  x_groq: odd,
  error: fc.constant(null),
  provider: text,
  citations: fc.array(text, { maxLength: 2 }),
})

const newline = fc.constantFrom('\n', '\r\n', '\r')

const event = fc.oneof(
  { weight: 20, arbitrary: chunk.map((json) => `data: ${JSON.stringify(json)}\n\n`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ': a\n\n',
      'data:\n\n',
      'data: [DONE]\n\n',
      'event: error\ndata: no\n\n',
      'data: {"error":"no"}\n\n',
      'data: {"a',
      'foo\n',
      '\n',
      'id: 1\n',
      'retry: 5\n',
    ),
  },
  { weight: 1, arbitrary: fc.string().map((data) => `data: ${data}\n\n`) },
)

/** Streams that are wrong in many ways at once. */
export const hostileStream: fc.Arbitrary<string> = fc
  .tuple(fc.array(event, { maxLength: 12 }), newline)
  .map(([events, end]) => events.join('').replaceAll('\n', end))

/** Any stream has a result: strict-valid, and the same whatever the cuts. */
export const streamLaws: fc.IAsyncProperty<[string, number[]]> = fc.asyncProperty(
  hostileStream,
  fc.array(fc.nat(2000), { maxLength: 8 }),
  async (text, places) => {
    const whole = await read(text)
    const again = safeParseChatCompletion(completionToWire(whole.completion), { mode: 'strict' })
    expect(again).toMatchObject({ success: true, repairs: [] })
    const pieces = await read(cut(text, places))
    expect(canonical({ ...pieces, error: pieces.error?.message })).toBe(
      canonical({ ...whole, error: whole.error?.message }),
    )
  },
)
