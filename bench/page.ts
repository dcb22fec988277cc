import { readFileSync, writeFileSync } from 'node:fs'

const file = 'docs/benchmarks.md'

/** The cells of a row by the heads of their columns. */
export type Row = Readonly<Record<string, string>>

export function figure(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1)
}

/**
 * Prints a table, and gives it as the page has it.
 *
 * @param words How many columns are words, the name of the row first; figures follow. Of the words only the name is printed.
 */
export function table(title: string, rows: readonly Row[], words: number): string {
  const heads = Object.keys(rows[0] ?? {})
  const cells = rows.map((row) => Object.values(row))
  console.log(`\n${title}`)
  console.table(
    Object.fromEntries(
      rows.map((row) => [Object.values(row)[0], Object.fromEntries(Object.entries(row).slice(words))]),
    ),
  )
  const lines = [heads, heads.map((_, at) => (at < words ? '---' : '---:')), ...cells]
  return `### ${title}\n\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}`
}

/** Writes a section of the page in the place of the one that has the same heading. The others stay as they are. */
export function writeSection(blocks: readonly string[]): void {
  const section = blocks.join('\n\n')
  const [heading] = section.split('\n')
  const sections = readFileSync(file, 'utf8').split(/^(?=## )/m)
  const at = sections.findIndex((each) => each.startsWith(`${heading}\n`))
  sections[at === -1 ? sections.length : at] = section
  writeFileSync(file, `${sections.map((each) => each.trim()).join('\n\n')}\n`)
}
