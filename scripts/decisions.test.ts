import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decisions, decisionsPage } from './decisions-page.ts'

test('docs/decisions/README.md lists every decision: "pnpm pages --write" writes it', () => {
  expect(readFileSync('docs/decisions/README.md', 'utf8')).toBe(decisionsPage())
})

test('decisions are numbered without a gap, and each has its context, its decision and its price', () => {
  for (const [index, { file, title, headings }] of decisions().entries()) {
    expect(file).toMatch(new RegExp(`^${String(index + 1).padStart(4, '0')}-[a-z-]+\\.md$`))
    expect(title, file).not.toBe('')
    expect(headings, file).toEqual(['Context', 'Decision', 'Price'])
  }
})
