import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('shows reasoning, text, the tool call and the usage', () => {
  const file = fileURLToPath(new URL('main.ts', import.meta.url))
  const shown = execFileSync(process.execPath, ['--conditions=@chat-completion/source', file], { encoding: 'utf8' })
  expect(shown).toBe(
    `The user asks for tides, and there is a tool for that.
Let me look up the tides of Brest.
→ tides({"harbour":"Brest"})
64 tokens, complete
`,
  )
})
