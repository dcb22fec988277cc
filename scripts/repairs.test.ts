import { globSync, readFileSync } from 'node:fs'
import { repairCatalogue } from '@chat-completion/validators'
import { expect, test } from 'vitest'
import { repairsPage } from './repairs.ts'

const page = repairsPage()

test('docs/repairs.md is what the catalogue says: "pnpm pages --write" writes it', () => {
  expect(readFileSync('docs/repairs.md', 'utf8')).toBe(page)
})

test('every repair has a row, below the heading that says whether it drops a value', () => {
  const start = page.indexOf('## Repairs that drop a value')
  const misplaced = repairCatalogue.filter(({ code, drops }) => drops !== page.indexOf(`\n| \`${code}\` |`) > start)
  expect(misplaced).toEqual([])
})

test('every repair of streams has a test that begins with its code', () => {
  const tests = globSync('packages/stream/src/*.test.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('')
  const codes = repairCatalogue.filter(({ ofStreams }) => ofStreams).map(({ code }) => code)
  expect(codes.filter((code) => !tests.includes(`test('${code}: `))).toEqual([])
})
