import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly bin?: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const root = readManifest('package.json')
const published = globSync('packages/*/package.json')
  .map(readManifest)
  .filter((manifest) => !manifest.private)
const names = published.map(({ name }) => name)
const peers = published.flatMap(({ peerDependencies }) => Object.keys(peerDependencies ?? {}))

const files = ['README.md', 'packages/*/README.md', 'docs/**/*.md']
const pages = globSync(files).map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const commands = pages.flatMap(({ file, text }) => commandsIn(text).map((command) => ({ file, command })))

const record = JSON.stringify({ provider: 'groq', body: { choices: [{ message: { role: 'assistant' } }] } })
const folder = mkdtempSync(join(tmpdir(), 'readme-'))

beforeAll(() => {
  writeFileSync(join(folder, 'responses.jsonl'), `${record}\n${record}\n`)
  writeFileSync(join(folder, 'response.json'), JSON.stringify(JSON.parse(record).body))
  writeFileSync(join(folder, 'stream.txt'), 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n')
  writeFileSync(join(folder, 'rules.json'), '{ "rules": [{ "reply": "Paris" }] }')
  writeFileSync(join(folder, 'responses.jsonl.gz'), gzipSync(`${record}\n${record}\n`))
})

afterAll(() => rmSync(folder, { recursive: true }))

test.each(pages)('$file names packages that exist', ({ text }) => {
  const named = [...text.matchAll(/@chat-completion\/[a-z-]+/g)].map(([name]) => name)
  expect(named.filter((name) => !names.includes(name))).toEqual([])
})

test.each(commands.filter(({ command }) => isInstall(command)))('$file: $command', ({ command }) => {
  const packages = command.split(' ').filter((word) => !['npm', 'install', '--save-dev'].includes(word))
  expect(packages.filter((name) => !names.includes(name) && !peers.includes(name))).toEqual([])
})

test.each(commands.filter(({ command }) => !isInstall(command)))('$file: $command', async ({ command }) => {
  expect(await run(command)).not.toBe('')
})

test('the README shows every command: install, cli, demo', () => {
  const inReadme = commands.filter(({ file }) => file === 'README.md').map(({ command }) => command)
  for (const start of ['npm install', 'npx @chat-completion/cli', 'npm run demo', 'npm run demo -- ']) {
    expect(
      inReadme.some((command) => command.startsWith(start)),
      start,
    ).toBe(true)
  }
})

test.each(['AGENTS.md', 'CONTRIBUTING.md'])('%s names files that exist', (file) => {
  const named = [...readFileSync(file, 'utf8').matchAll(/`((?:packages|scripts|examples|docs)\/\S+\.\w+)`/g)]
  const patterns = named.map(([, path = '']) => path.replace(/<[^>]+>|NN+[^/.]*/g, '*'))
  expect(patterns.filter((pattern) => globSync(pattern).length === 0)).toEqual([])
})

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** The lines of the `sh` blocks, without what they are piped into, and without comments. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n(.*?)\n```/gms)].map(([, block = '']) => block)
  return blocks.flatMap((block) => block.split('\n')).map((line) => line.replace(/ \| .*| +# .*/, ''))
}

function isInstall(command: string): boolean {
  return command.startsWith('npm install ')
}

/** Runs a command as written, from source: without the installation before it, and without the registry. */
function run(command: string): string | Promise<string> {
  const [program, name = '', ...words] = command.split(' ')
  if (program === 'npx') {
    const bins = Object.keys(published.find((manifest) => manifest.name === name)?.bin ?? {})
    expect(bins, `npx runs the one command of ${name}`).toHaveLength(1)
    if (words[0] === 'mock') return untilListening([...words, '--port', '0'])
    return runSource(folder, 'packages/cli/src/main.ts', words)
  }
  const script = root.scripts[words[0] ?? '']?.replace(/^npm run --silent bootstrap && /, '').split(' ') ?? []
  if (program !== 'npm' || name !== 'run' || script[0] !== 'node' || script.length !== 2) {
    throw new Error(`Cannot run "${command}": this test does not know how`)
  }
  return runSource('.', String(script[1]), words.slice(2))
}

function runSource(cwd: string, file: string, words: readonly string[]): string {
  const parameters = words.flatMap((word) => (word.includes('*') ? globSync(word, { cwd }) : [word]))
  const source = ['--conditions=@chat-completion/source', resolve(file), ...parameters]
  return execFileSync(process.execPath, source, { cwd, encoding: 'utf8' })
}

/** The first line of the mock, which is then interrupted. */
async function untilListening(words: readonly string[]): Promise<string> {
  const source = ['--conditions=@chat-completion/source', resolve('packages/cli/src/main.ts'), ...words]
  const child = spawn(process.execPath, source, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [''])])
  child.kill('SIGINT')
  return String(line)
}
