import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'

const names = globSync('packages/*/package.json').map((file): string => JSON.parse(readFileSync(file, 'utf8')).name)
const readmes = ['README.md', ...globSync('packages/*/README.md')].map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))

function run(...parameters: string[]): string {
  const source = ['--conditions=@chat-completion/source', ...parameters]
  return execFileSync(process.execPath, source, { encoding: 'utf8' })
}

test.each(readmes)('$file names packages that exist', ({ text }) => {
  const named = [...text.matchAll(/@chat-completion\/[a-z-]+/g)].map(([name]) => name)
  expect(named.filter((name) => !names.includes(name))).toEqual([])
})

test.each(readmes)('$file links to files that exist', ({ file, text }) => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => join(file, '..', String(link)))
  expect(links.filter((link) => globSync(link).length === 0)).toEqual([])
})

test('the commands of the README run: the demo, with and without a file, and the cli', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'))
  const answers = join(folder, 'answers.jsonl')
  try {
    writeFileSync(answers, '{"choices":[{"message":{"content":"Hi"}}]}\n{"choices":[{"message":{"content":"Hi"}}]}\n')
    expect(run('scripts/demo.ts')).toContain('npm run demo -- ')
    expect(run('scripts/demo.ts', answers)).toContain('missing-index')
    expect(run('packages/cli/src/main.ts', 'validate', answers)).toContain('missing-index')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
