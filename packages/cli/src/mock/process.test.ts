import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-process-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test.skipIf(process.platform === 'win32').each([
  {
    name: 'every rule was used',
    questions: ['The capital of France?'],
    exitCode: 0,
    summary: '1 request, 0 unmatched',
  },
  {
    name: 'a request was not foreseen',
    questions: ['France?', 'Spain?'],
    exitCode: 1,
    summary: '2 requests, 1 unmatched',
  },
])(
  'as a process, it answers over the network and ends with $exitCode where $name',
  async ({ questions, exitCode, summary }) => {
    const rules = join(folder, 'rules.json')
    writeFileSync(rules, JSON.stringify({ rules: [{ when: { text: 'France' }, reply: 'Paris' }] }))
    const parameters = ['mock', rules, '--port', '0', '--strict']
    const child = spawn(process.execPath, ['--conditions=@chat-completion/source', main, ...parameters])
    const stderr = text(child.stderr)
    const lines: string[] = []
    const reader = createInterface(child.stdout).on('line', (line) => lines.push(line))
    const [first] = await once(reader, 'line')
    const ended = once(child, 'close')

    const client = new OpenAI({ apiKey: 'sk-secret-key', baseURL: /http:[^,]+/.exec(first)?.[0], maxRetries: 0 })
    for (const content of questions) {
      const stream = client.chat.completions.stream({ model: 'gpt-5', messages: [{ role: 'user', content }] })
      await stream.finalContent().then(
        (answer) => expect(answer).toBe('Paris'),
        () => {},
      )
    }
    child.kill('SIGINT')

    expect(await ended).toEqual([exitCode, null])
    expect(lines).toContain(summary)
    expect(await stderr).toBe('')
  },
)
