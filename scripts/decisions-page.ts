// The index of the decisions, written from their headings.
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** A page of `docs/decisions`. */
export interface Decision {
  readonly file: string
  readonly title: string
  readonly headings: readonly string[]
}

export function decisions(): Decision[] {
  return globSync('docs/decisions/[0-9]*.md')
    .sort()
    .map((path) => {
      const [title = '', ...headings] = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
        String(text),
      )
      return { file: basename(path), title, headings }
    })
}

/** What the page says today. */
export function decisionsPage(): string {
  const rows = decisions().map(({ file, title }) => `| [${file.slice(0, 4)}](${file}) | ${title} |`)
  return `# Decisions

Choices that a reader would question. Each page says what the choice had to answer, what was chosen, and what that costs. A decision that is no longer
true is not rewritten: a later one says so, and why.

| | decision |
| --- | --- |
${rows.join('\n')}

A new one has the next number and the headings "Context", "Decision" and "Price"; then \`pnpm pages --write\` puts it into this list.
`
}
