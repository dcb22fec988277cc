import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue } from '../packages/cli/src/probe/catalogue.ts'
import { probeChecksPage } from './probe-checks.ts'

const page = probeChecksPage()

test('docs/probe-checks.md is what the catalogue says: "pnpm pages --write" writes it', () => {
  expect(readFileSync('docs/probe-checks.md', 'utf8')).toBe(page)
})

test('every check has a row, with a source that is linked', () => {
  const rows = page.split('\n').filter((line) => /^\| `[a-z]+-/.test(line))
  expect(rows).toHaveLength(catalogue.length)
  expect(rows.filter((line) => !line.includes('](https://') || line.includes('](undefined)'))).toEqual([])
})

test.each(['packages/cli/README.md', '.changeset/cli-probe.md'])('%s says how many there are', (file) => {
  // A changeset is gone once its version is published.
  const text = existsSync(file) ? readFileSync(file, 'utf8') : `${catalogue.length} checks`
  expect(text.replace(/\s+/g, ' ')).toContain(`${catalogue.length} checks`)
})
