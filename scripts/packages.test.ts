import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'

interface Manifest {
  name: string
  version: string
  private?: boolean
  description: string
  keywords: string[]
  engines: { node: string }
  exports?: Record<string, Record<string, string>>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional: boolean }>
}

const home = 'https://github.com/chat-completion/chat-completion'

const packages = globSync('packages/*/package.json')
  .map((path) => ({ path, directory: dirname(path), manifest: read<Manifest>(path) }))
  .filter(({ manifest }) => !manifest.private)
  .map((each) => ({ name: basename(each.directory), ...each }))

describe.each(packages)('$name', ({ name, directory, manifest }) => {
  test('says what it is, where it comes from, and what may be left out of it', () => {
    expect(manifest).toMatchObject({
      name: `@chat-completion/${name}`,
      homepage: `${home}/tree/main/${directory}#readme`,
      bugs: `${home}/issues`,
      license: 'MIT',
      repository: { type: 'git', url: `git+${home}.git`, directory },
      type: 'module',
      sideEffects: false,
      publishConfig: { access: 'public', provenance: true },
    })
    expect(manifest.description).toMatch(/^[A-Z].*[^.]$/)
    expect(manifest.keywords).toEqual(expect.arrayContaining(['chat-completion', 'llm', 'openai', 'openrouter']))
    expect(manifest.keywords).toEqual([...manifest.keywords].sort())
    expect(existsSync(`${directory}/README.md`)).toBe(true)
  })

  test('publishes what was built and its sources, and no test', () => {
    const files = ['dist', 'src', '!src/**/*.test.ts', '!src/**/*.test-d.ts', 'README.md', 'CHANGELOG.md']
    expect(manifest).toMatchObject({ files: expect.arrayContaining(files) })
  })

  test('has in each export the sources first, then types, then code', () => {
    for (const [entry, conditions] of Object.entries(manifest.exports ?? {})) {
      const source = conditions['@chat-completion/source'] ?? ''
      expect(existsSync(`${directory}/${source}`), `${entry} of ${name} has a source`).toBe(true)
      const built = source.replace('./src/', './').replace(/\.ts$/, '')
      const expected = [
        ['@chat-completion/source', source],
        ['types', `./dist/${built.slice(2)}.d.ts`],
        ...('node' in conditions ? [['node', `./dist/whole/${built.slice(2)}.js`]] : []),
        ['default', `./dist/${built.slice(2)}.js`],
      ]
      expect(Object.entries(conditions)).toEqual(expected)
    }
  })

  test('needs no older Node than the packages that it depends on', () => {
    const needed = own(manifest).map((dependency) => oldestNode(find(dependency)))
    expect(oldestNode(manifest)).toBeGreaterThanOrEqual(Math.max(20_000, ...needed))
  })

  test('takes the other packages as they are here, and makes nobody install a peer', () => {
    for (const dependency of own(manifest)) expect(manifest.dependencies?.[dependency]).toBe('workspace:*')
    for (const peer of Object.keys(manifest.peerDependencies ?? {})) {
      expect(manifest.peerDependenciesMeta?.[peer]).toEqual({ optional: true })
      expect(manifest.devDependencies).toHaveProperty([peer])
    }
  })

  // A command is run from npm, by Deno too.
  test.skipIf(name === 'cli')('goes to JSR, with the same files', () => {
    expect(read('deno.json')).toMatchObject({ workspace: expect.arrayContaining([`./${directory}`]) })
    const { publish } = read<{ publish: { include: string[]; exclude: string[] } }>(`${directory}/deno.json`)
    expect(publish.include).toEqual(['src', 'README.md', 'CHANGELOG.md'])
    expect(publish.exclude).toEqual(expect.arrayContaining(['src/**/*.test.ts', 'src/**/*.test-d.ts']))
  })
})

test('all packages have one version, always', () => {
  expect(new Set(packages.map(({ manifest }) => manifest.version)).size).toBe(1)
  expect(read('.changeset/config.json')).toMatchObject({ fixed: [['@chat-completion/*']] })
})

function read<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function own({ dependencies = {} }: Manifest): string[] {
  return Object.keys(dependencies).filter((name) => name.startsWith('@chat-completion/'))
}

function find(name: string): Manifest {
  const found = packages.find(({ manifest }) => manifest.name === name)
  if (found === undefined) throw new Error(`Cannot publish: ${name} is depended on, and not published`)
  return found.manifest
}

/** As a number that compares: 20_016 of `>=20.16`. */
function oldestNode({ name, engines }: Manifest): number {
  const [, major, minor = 0] = /^>=(\d+)(?:\.(\d+))?$/.exec(engines.node) ?? []
  if (major === undefined) throw new Error(`Cannot compare engines of ${name}: it says "${engines.node}"`)
  return Number(major) * 1000 + Number(minor)
}
