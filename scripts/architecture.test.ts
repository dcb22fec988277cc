import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const scope = '@chat-completion/'
const page = readFileSync('docs/architecture.md', 'utf8')
const [picture = ''] = /^```\n(core ←[\s\S]*?)\n```/m.exec(page)?.slice(1) ?? []

/** By package: all that it takes, ours by their short name. */
const takes = new Map(
  globSync('packages/*/package.json')
    .map((file): Manifest => JSON.parse(readFileSync(file, 'utf8')))
    .filter((manifest) => !manifest.private)
    .map(({ name, dependencies, peerDependencies }) => {
      const names = Object.keys({ ...dependencies, ...peerDependencies }).sort()
      return [name.replace(scope, ''), names.map((each) => each.replace(scope, ''))] as const
    }),
)

test('the arrows of the picture are those between packages, without what others imply', () => {
  const arrows = [...takes.keys()].flatMap((name) => {
    const direct = ours(name)
    const implied = direct.flatMap((each) => [...below(each)])
    return direct.filter((each) => !implied.includes(each)).map((each) => `${each} ← ${name}`)
  })
  expect(arrowsIn(picture)).toEqual(new Set(arrows))
})

test('the table says what each package is built on, and what it takes from others', () => {
  const rows = [...page.matchAll(/^\| `([a-z]+)` \| ([^|]*) ?\| ([^|]*) ?\| [^|]+ \|$/gm)]
  const told = rows.map(([, name = '', own = '', others = '']) => [name, namesIn(own).sort(), namesIn(others).sort()])
  const expected = [...takes].flatMap(([name, all]) =>
    name === 'cli' ? [] : [[name, ours(name), all.filter((each) => !takes.has(each))]],
  )
  expect(told.sort()).toEqual(expected.sort())
})

test('each function lies in the file that the page says', () => {
  const rows = [...page.matchAll(/^\| [^|]+ \| ([^|]+) \| `(packages\/[^`]+)` \|$/gm)]
  expect(rows.length).toBeGreaterThan(25)
  const missing = rows.flatMap(([, names = '', file = '']) => {
    const source = readFileSync(file, 'utf8')
    const declared = namesIn(names).filter((name) =>
      new RegExp(`^export (async )?(function\\*?|class) ${name}\\b`, 'm').test(source),
    )
    return namesIn(names).filter((name) => !declared.includes(name))
  })
  expect(missing).toEqual([])
})

function ours(name: string): string[] {
  return (takes.get(name) ?? []).filter((each) => takes.has(each))
}

function below(name: string): Set<string> {
  return new Set(ours(name).flatMap((each) => [each, ...below(each)]))
}

/** `a, b ← c`: each of what is between two arrows, to each of what is left of it. */
function arrowsIn(text: string): Set<string> {
  return new Set(
    text.split('\n').flatMap((line) => {
      const groups = line.split('←').map((group) => group.split(',').map((name) => name.trim()))
      return groups.flatMap((group, index) =>
        index === 0 ? [] : group.flatMap((name) => (groups[index - 1] ?? []).map((base) => `${base} ← ${name}`)),
      )
    }),
  )
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => String(name))
}
