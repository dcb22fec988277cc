import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('shows the answer, calls the tool, and tells the model what it gave', () => {
  const file = fileURLToPath(new URL('main.ts', import.meta.url))
  const { OPENROUTER_API_KEY: _, ...env } = process.env
  const shown = execFileSync(process.execPath, ['--conditions=@chat-completion/source', file], {
    encoding: 'utf8',
    env,
  })
  expect(shown).toBe(
    `Let me look that up.
→ tides: 04:12 and 16:37
The water is high at 04:12 and 16:37.
`,
  )
})
