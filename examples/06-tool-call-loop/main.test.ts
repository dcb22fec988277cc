import { parallelToolCallCompletion } from '@chat-completion/fixtures'
import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import { expect, test } from 'vitest'
import { runExample } from '../test/start-example.ts'

test('shows the answer, calls the tool, and tells the model what it gave', async () => {
  expect(await runExample('06')).toMatchInlineSnapshot(`
    "Let me look that up.
    → tides: 04:12 and 16:37
    The water is high at 04:12 and 16:37.
    "
  `)
})

test('asks OpenRouter where there is a key, answers each of several calls, and leaves a model that never stops', async () => {
  const provider = createMock({ authorize: (key) => key === 'sk-or-v1-test' })
  provider.reply(parallelToolCallCompletion)
  await using server = await serve(provider.handler, { port: 0 })
  const env = { OPENROUTER_API_KEY: 'sk-or-v1-test', OPENROUTER_BASE_URL: `${server.url}/v1` }

  const shown = await runExample('06', env)
  expect(shown.match(/^→ .*$/gm)).toHaveLength(10)
  expect(shown).toContain('→ get_weather: Nothing is known of undefined')
  expect(provider.requests.map(({ params }) => params.messages.length)).toEqual([1, 4, 7, 10, 13])
})
