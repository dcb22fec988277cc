import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'

/** What is read before anything is scrolled. */
const firstScreen = 45

const packages = globSync('packages/*/package.json').flatMap((file) => {
  const { name, private: isPrivate, exports } = JSON.parse(readFileSync(file, 'utf8'))
  if (isPrivate) return []
  const readme = `${dirname(file)}/README.md`
  const text = readFileSync(readme, 'utf8')
  const screen = text.split('\n').slice(0, firstScreen).join('\n')
  return [{ name, isImported: exports !== undefined, readme, text, screen }]
})
const imported = packages.filter(({ isImported }) => isImported)

test.each(packages)('$readme names the package, and says what it is for', ({ name, screen }) => {
  expect(screen).toMatch(new RegExp(`^# ${name}\\n\\n[A-Z][^\\n]+`))
})

test.each(imported)('$readme: its first screen has a program, how to install it, and what it does not do', (each) => {
  const { name, screen } = each
  const parts = [
    /^```(ts|js)\n/m,
    new RegExp(`from '${name}'`),
    new RegExp(`^npm install .*${name}( |$)`, 'm'),
    /^It does not /m,
  ]
  const places = parts.map((part) => screen.search(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((one, other) => one - other))
})

test('sizes that a README gives are those that `pnpm size` holds', () => {
  const sizes: { limit: string }[] = JSON.parse(readFileSync('.size-limit.json', 'utf8'))
  const limits = sizes.map(({ limit }) => limit)
  const told = imported.flatMap(({ readme, text }) =>
    [...text.matchAll(/[\d.]+ kB/g)].map(([size]) => ({ readme, size })),
  )
  expect(told.length).toBeGreaterThan(4)
  expect(told.filter(({ size }) => !limits.includes(size))).toEqual([])
})
