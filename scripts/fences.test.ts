import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { createMock } from '@chat-completion/mock'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from './compile.ts'

/** A block of a page, which `ts` and `sh` are not of here: `scripts/docs.ts` runs the one, `readme.test.ts` the other. */
interface Fence {
  readonly place: string
  readonly language: string
  readonly text: string
}

const files = globSync(['*.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/*.md'])
const fences = files.flatMap((file): Fence[] => {
  const page = readFileSync(file, 'utf8')
  return [...page.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(({ index, 2: language = '', 3: text = '' }) => {
    return { place: `${file}:${page.slice(0, index).split('\n').length}`, language, text }
  })
})

const hosts = [
  {
    host: 'deno',
    command: [resolve('node_modules/.bin/deno'), 'run', '--no-config', '--node-modules-dir=manual', '--no-check', '-A'],
  },
  { host: 'bun', command: [resolve('node_modules/.bin/bun')] },
]

const folder = mkdtempSync(join(tmpdir(), 'fences-'))

beforeAll(() => {
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
})

afterAll(() => rmSync(folder, { recursive: true }))

test('every block is of a language that a test runs or reads, or has none: then it is an output', () => {
  const checked = ['', 'ts', 'sh', 'js', 'json', 'jsonc', 'typescript', 'console', 'yaml']
  expect(fences.filter(({ language }) => !checked.includes(language))).toEqual([])
})

test.each(of('json'))('$place is JSON', ({ text }) => {
  expect(() => JSON.parse(text)).not.toThrow()
})

test.each(of('jsonc'))('$place is JSON with comments', ({ text }) => {
  expect(ts.parseConfigFileTextToJson('block.jsonc', text).error).toBeUndefined()
})

test.each([...of('console'), ...of('yaml')])(
  '$place: its commands are those of the cli, with options it has',
  ({ text }) => {
    for (const [, command = '', words = ''] of text.matchAll(/npx @chat-completion\/cli ([a-z]+)(.*)/g)) {
      const help = run([process.execPath], ['packages/cli/src/main.ts', command, '--help'], '.').output
      expect(help, command).toContain(`Usage: chat-completion ${command} `)
      for (const [option] of words.replace(/ \| .*/, '').matchAll(/--[a-z-]+/g)) expect(help, command).toContain(option)
    }
  },
)

test.each(of('typescript'))('$place compiles, as a module of its own: it changes types for all', ({ text }) => {
  expect(compile(`import '@chat-completion/core'\n${text}`).errors).toEqual([])
})

test.each(hosts)("the program of the $host package's README runs there", ({ host, command }) => {
  const [program] = of('js').filter(({ place }) => place.startsWith(`packages/${host}/README.md`))
  const text = program?.text ?? ''
  const atAnyPort = text.replace(/serve\(handler.*?\)/, 'serve(handler, { port: 0 })')
  expect(atAnyPort).not.toBe(text)
  writeFileSync(join(folder, 'program.js'), atAnyPort)
  expect(run(command, ['program.js'], folder)).toEqual({ status: 0, output: 'You said: Hi\n' })
})

test.each(of('js').filter(({ place }) => place.startsWith('packages/cli/')))(
  '$place: its rules fit a mock',
  async (fence) => {
    const file = join(folder, 'rules.mjs')
    writeFileSync(file, fence.text)
    const { rules } = await import(pathToFileURL(file).href)
    expect(() => rules(createMock())).not.toThrow()
  },
)

test('there is no other JavaScript, but in the README of fixtures, which runs in its own tests', () => {
  const places = of('js').map(({ place }) => place.replace(/:.*/, ''))
  const known = [
    'packages/fixtures/README.md',
    'packages/cli/README.md',
    ...hosts.map(({ host }) => `packages/${host}/README.md`),
  ]
  expect(places.filter((place) => !known.includes(place))).toEqual([])
})

function of(language: string): Fence[] {
  return fences.filter((fence) => fence.language === language)
}

/** Runs a file from source, with a program and its own words. */
function run(
  [program = '', ...words]: readonly string[],
  file: readonly string[],
  cwd: string,
): { status: number | null; output: string } {
  const { status, stdout } = spawnSync(program, [...words, '--conditions=@chat-completion/source', ...file], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' },
  })
  return { status, output: stdout }
}
