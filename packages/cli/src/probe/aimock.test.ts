import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../test/run-cli.ts'
import { foreignText, parallelNumbers } from './questions.ts'

const numbers = Array.from({ length: 200 }, (_, place) => place + 1).join(', ')

/** A mock by others, which knows the answers to all that is asked. */
const mock = new LLMock({ port: 0, chunkSize: 7 })
mock.onMessage('only this word: hello', { content: 'hello' }, { latency: 20 })
mock.onMessage('alpha beta gamma', { content: 'alpha beta gamma' })
mock.onMessage('Count from 1 to 200', { content: numbers })
mock.onMessage('Count from 1 to 500', { content: numbers }, { chaos: { latencyMs: 1_000 } })
mock.onMessage(foreignText, { content: foreignText })
for (const number of parallelNumbers) mock.onMessage(`${number}`, { content: `${number}` })
mock.on(
  { userMessage: 'weather', hasToolResult: false },
  { toolCalls: [{ name: 'get_weather', arguments: '{"city":"Paris"}' }] },
)
mock.on({ userMessage: 'weather', hasToolResult: true }, { content: 'It is warm.' })

beforeAll(async () => {
  await mock.start()
})

afterAll(() => mock.stop())

test('finds in a mock by others what it does otherwise than the contract', async () => {
  const parameters = ['probe', `${mock.url}/v1`, '--model', 'gpt-5', '--format', 'json', '--level', 'strict']
  const { stdout } = await runCli([...parameters, '--api-key-env', 'KEY'], { env: { KEY: 'sk-aimock-0123456789' } })
  const { checks } = JSON.parse(stdout)
  expect(
    checks.flatMap(({ id, outcome, reason }: { id: string; outcome: string; reason: string }) =>
      outcome === 'passed' ? [] : `${outcome} ${id}: ${reason}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "failed completion-length: "max_tokens": 16 is ignored, finish_reason is "stop"",
      "failed completion-stop: the answer has the stop sequence in it",
      "failed completion-choices: "n": 2 gives two choices: received 1",
      "skipped errors-unknown-model: the endpoint answers for any model",
      "skipped errors-wrong-key: the endpoint takes any key",
      "skipped errors-retry-after: the endpoint was never too busy",
    ]
  `)
})
