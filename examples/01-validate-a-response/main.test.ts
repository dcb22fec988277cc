import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const responses = fileURLToPath(new URL('responses', import.meta.url))

function run(env: Record<string, string>): string {
  return execFileSync(process.execPath, ['--conditions=@chat-completion/source', main], { encoding: 'utf8', env })
}

const output = run({})

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
  expect(run({ FORCE_COLOR: '1' })).toContain('\u001b[')
  expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
})

test('ends with the command for your own file', () => {
  expect(output.trimEnd().split('\n').at(-1)).toBe('  npm run demo -- your-responses.jsonl')
})
