import { connectionReset, reasoningContentCompletion } from '@chat-completion/fixtures'
import { deepSeek } from '@chat-completion/fixtures/dialects'
import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import { expect, test } from 'vitest'
import { runExample } from '../test/start-example.ts'

test('shows reasoning, text, the tool call and the usage', async () => {
  expect(await runExample('03')).toMatchInlineSnapshot(`
    "The user asks for tides, and there is a tool for that.
    Let me look up the tides of Brest.
    → tides({"harbour":"Brest"})
    64 tokens, complete
    "
  `)
})

test('asks OpenRouter where there is a key, shows what any provider sends, and keeps it when the connection breaks', async () => {
  const provider = createMock({ authorize: (key) => key === 'sk-or-v1-test' })
  provider.reply(reasoningContentCompletion, { dialect: deepSeek, fault: connectionReset({ after: 12 }) })
  await using server = await serve(provider.handler, { port: 0 })
  const env = { OPENROUTER_API_KEY: 'sk-or-v1-test', OPENROUTER_BASE_URL: `${server.url}/v1` }

  const shown = /its capital is Paris\.\nThe capital.*\ntruncated: Cannot read on: the connection broke\n/
  await expect(runExample('03', env)).rejects.toThrow(shown)
})
