import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'

const decisions = globSync('docs/decisions/[0-9]*.md')
  .sort()
  .map((path) => {
    const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text]) => String(text))
    return { file: basename(path), headings }
  })

test('docs/decisions/README.md lists every decision by its title', () => {
  const rows = [...readFileSync('docs/decisions/README.md', 'utf8').matchAll(/^\| \[.*$/gm)].map(([row]) => row)
  expect(rows).toEqual(decisions.map(({ file, headings: [title] }) => `| [${file.slice(0, 4)}](${file}) | ${title} |`))
})

test('decisions are numbered without a gap, and each has its context, its decision and its price', () => {
  for (const [index, { file, headings }] of decisions.entries()) {
    expect(file).toMatch(new RegExp(`^${String(index + 1).padStart(4, '0')}-[a-z-]+\\.md$`))
    expect(headings.slice(1), file).toEqual(['Context', 'Decision', 'Price'])
  }
})
