import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runExample } from '../test/start-example.ts'

const responses = fileURLToPath(new URL('responses', import.meta.url))
const [output, coloured] = await Promise.all([runExample('02'), runExample('02', { NO_COLOR: '', FORCE_COLOR: '1' })])

test('prints this', () => {
  expect(output).toMatchInlineSnapshot(`
    "OpenRouter tells the reasoning twice, and what it cost (openrouter.json)
      textOf          The lighthouse is 42 metres tall.
      reasoningOf     The height is on the plaque: 42 m.
      finishReasonOf  stop
      costOf          0.000068
      ✔ accepted as it is

    Mistral sends content in parts, and null for no tool calls (mistral.json)
      textOf          Five boats are in the harbour.
      reasoningOf     Seven boats, two left: five.
      finishReasonOf  stop
      ✔ accepted as it is

    DeepSeek has its own name for reasoning, and token counts of its own (deepseek.json)
      textOf          High tide is at 6:12.
      reasoningOf     The table lists 6:12 for today.
      finishReasonOf  stop
      ✔ accepted as it is

    z.ai does not say what object it is (z-ai.json)
      reasoningOf     The wind decides, so look it up.
      toolCallsOf     wind({"harbour":"Brest"}) as call_-1234567890
      finishReasonOf  tool_calls
      ⚒ repaired      wrong-object at object
                      received nothing

    Groq leaves out the content beside tool calls (groq.json)
      toolCallsOf     tide({"days":2}) as k4q9w2x7z
      finishReasonOf  tool_calls
      ⚒ repaired      missing-content at choices.0.message.content
                      received nothing

    Hugging Face TGI numbers its tool calls, and does not write arguments as text (hugging-face.json)
      toolCallsOf     forecast({"harbour":"Brest","days":3}) as 0
      finishReasonOf  stop, sent as eos_token
      ⚒ repaired      wrong-object at object
                      received "text_completion"
      ⚒ repaired      string-from-number at choices.0.message.tool_calls.0.id
                      received 0
      ⚒ repaired      arguments-as-json at choices.0.message.tool_calls.0.function.arguments
                      received {"harbour":"Brest","days":3}
      ⚒ repaired      missing-content at choices.0.message.content
                      received nothing

    Perplexity sends the cost as an object (perplexity.json)
      textOf          It was built in 1878.[1]
      finishReasonOf  stop
      costOf          0.00502
      ⚒ repaired      cost-object at usage.cost
                      received {"input_tokens_cost":0.00001,"output_tokens_cost":0.00001,"request_co…
      ⚒ repaired      cost-object at usage.cost_details
                      received nothing

    Azure sends no message once its filter strikes (azure-content-filter.json)
      finishReasonOf  content_filter
      ⚒ repaired      missing-message at choices.0.message
                      received nothing

    A gateway says 200, and means 429 (error-in-a-200.json)
      ✘ a ProviderError, not a list of missing fields
      message         Provider returned error
      providerCode    429
      retryable       true
      metadata        {"provider_name":"Anybody","raw":"slow down, please"}

    Your turn: a file of JSON or JSON Lines, gzipped or not. Where each response lies in an envelope,
    say under which key: --at body.

      npm run demo -- your-responses.jsonl
    "
  `)
})

/** What is told of one response. */
function told(file: string): string {
  return output.split('\n\n').find((block) => block.includes(`(${file})`)) ?? ''
}

test.each(readdirSync(responses))('tells of %s', (file) => {
  expect(told(file)).toMatch(/accepted as it is|repaired|ProviderError/)
})

test.each([
  { file: 'openrouter.json', repairs: [] },
  { file: 'mistral.json', repairs: [] },
  { file: 'deepseek.json', repairs: [] },
  { file: 'z-ai.json', repairs: ['wrong-object'] },
  { file: 'groq.json', repairs: ['missing-content'] },
  {
    file: 'hugging-face.json',
    repairs: ['missing-content', 'string-from-number', 'arguments-as-json', 'wrong-object'],
  },
  { file: 'perplexity.json', repairs: ['cost-object', 'cost-object'] },
  { file: 'azure-content-filter.json', repairs: ['missing-message'] },
  { file: 'error-in-a-200.json', repairs: [] },
])('names the repairs of $file: $repairs', ({ file, repairs }) => {
  const codes = [...told(file).matchAll(/repaired +(\S+)/g)].map(([, code]) => code)
  expect(codes.sort()).toEqual(repairs.sort())
})

test.each([
  { file: 'mistral.json', line: 'reasoningOf     Seven boats, two left: five.' },
  { file: 'deepseek.json', line: 'reasoningOf     The table lists 6:12 for today.' },
  { file: 'hugging-face.json', line: 'finishReasonOf  stop, sent as eos_token' },
  { file: 'hugging-face.json', line: 'toolCallsOf     forecast({"harbour":"Brest","days":3}) as 0' },
  { file: 'perplexity.json', line: 'costOf          0.00502' },
  { file: 'error-in-a-200.json', line: 'message         Provider returned error' },
])('reads $file: $line', ({ file, line }) => {
  expect(told(file)).toContain(line)
})

test('is plain in a pipe, coloured where colours are wanted, and never wider than 100 columns', () => {
  expect(output).not.toContain('\u001b[')
  expect(coloured).toContain('\u001b[')
  expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
})

test('ends with the command for your own file', () => {
  expect(output.trimEnd().split('\n').at(-1)).toBe('  npm run demo -- your-responses.jsonl')
})
