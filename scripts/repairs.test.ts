import { readFileSync } from 'node:fs'
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
