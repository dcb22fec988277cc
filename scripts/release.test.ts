import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'

interface Manifest {
  name: string
  version: string
  private?: boolean
}

const copied = [
  'package.json',
  'pnpm-workspace.yaml',
  'pnpm-lock.yaml',
  'deno.json',
  '.changeset',
  'scripts/changelog.mjs',
  'packages/*/{package,deno}.json',
  'packages/*/src/**/*.ts',
]
const own = { name: 'of-the-test', text: 'Say what the test says\n\nIt is the only one right after a release.' }

const published = globSync('packages/*/package.json')
  .map((path) => ({ directory: dirname(path), manifest: read<Manifest>(path) }))
  .filter(({ manifest }) => !manifest.private)
  .map(({ directory, manifest }) => ({ name: basename(directory), directory, manifest }))

const changesets = globSync('.changeset/*.md').map((file) => ({ file, ...parse(readFileSync(file, 'utf8')) }))

const folder = mkdtempSync(join(tmpdir(), 'release-'))
let version = ''

/** The first half of a release, without its commit: `pnpm release:version`, on a copy. */
beforeAll(() => {
  for (const path of globSync(copied)) cpSync(path, join(folder, path), { recursive: true })
  writeFileSync(join(folder, `.changeset/${own.name}.md`), `---\n"@chat-completion/core": patch\n---\n\n${own.text}\n`)
  run('git', 'init', '--quiet')
  run('git', 'add', '.')
  run('git', '-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'Copy')

  run('changeset', 'version')
  run(process.execPath, resolve('scripts/jsr.ts'), '--write')
  version = read<Manifest>(join(folder, 'packages/core/package.json')).version
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

test('a release has a new version, and uses up the changesets', () => {
  expect(version).not.toBe(published[0]?.manifest.version)
  expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  expect(globSync('.changeset/*.md', { cwd: folder })).toEqual([])
})

test.each(published)('$name gets the version of all, on JSR too', ({ directory }) => {
  expect(read<Manifest>(join(folder, directory, 'package.json')).version).toBe(version)
  const jsr = join(folder, directory, 'deno.json')
  if (existsSync(jsr)) expect(read<Manifest>(jsr).version).toBe(version)
})

test.each(published)('the changelog of $name tells what its changesets tell', ({ directory, manifest }) => {
  const its = changesets.filter(({ packages }) => packages.includes(manifest.name)).map(({ title }) => title)
  const changelog = readFileSync(join(folder, directory, 'CHANGELOG.md'), 'utf8')
  expect(changelog).toContain(`## ${version}`)
  expect(its.filter((title) => !changelog.includes(`\n- ${title}\n`))).toEqual([])
  expect(changelog).not.toContain('Updated dependencies')
})

test('the lockfile still fits', () => {
  run('pnpm', 'install', '--frozen-lockfile', '--lockfile-only', '--offline', '--ignore-scripts')
})

test.each(changesets)(
  '$file is for users: packages that exist, an imperative line without a full stop',
  ({ packages, title, rest }) => {
    expect(packages.filter((name) => !published.some(({ manifest }) => manifest.name === name))).toEqual([])
    expect(packages).not.toEqual([])
    expect(title).toMatch(/^(?!\w+(?:\(.*?\))?: )(?![A-Z][a-z]+(?:[^s]s|[^e]ed|[^r]ing) )[A-Z].*[^.:]$/)
    expect(rest).toMatch(/^\n\n\S|^\n*$/)
  },
)

function run(command: string, ...parameters: string[]): void {
  execFileSync(command, parameters, { cwd: folder, stdio: 'pipe' })
}

function read<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function parse(text: string): { packages: string[]; title: string; rest: string } {
  const [, head = '', title = '', rest = ''] = /^---\n(.*?)\n---\n\n(.*?)(\n.*|)$/s.exec(text) ?? []
  return {
    packages: [...head.matchAll(/^["'](.+?)["']: (?:patch|minor|major)$/gm)].map(([, name = '']) => name),
    title,
    rest,
  }
}
