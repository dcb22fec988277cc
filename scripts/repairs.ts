// The page of repairs, written from the catalogue.
import { type RepairRule, repairCatalogue } from '@chat-completion/validators'

const intro = `# What tolerant parsing mends

Tolerant parsing is the default. It promises three things, which are tested on thousands of recorded answers:

1. Nothing real is rejected: a body with a usable choice parses.
2. Nothing is lost: every change is a \`Repair\` with the \`path\`, the \`received\` value and a stable \`code\`. Putting each
   \`received\` back at its \`path\`, last repair first, gives the input again.
3. What comes out is what strict parsing accepts.

A repair changes the smallest place that mends the answer, and invents no facts. This page is written from the catalogue by
\`scripts/pages.ts\`; in code it is \`repairCatalogue\`.
`

/** What the page says today. */
export function repairsPage(): string {
  const kept = repairCatalogue.filter(({ drops }) => !drops)
  const dropped = repairCatalogue.filter(({ drops }) => drops)
  return [
    intro,
    '## Repairs that keep everything\n',
    table(kept),
    '## Repairs that drop a value from the result\n',
    'The value is still in the repair.\n',
    table(dropped),
  ].join('\n')
}

function table(rules: readonly RepairRule[]): string {
  const rows = rules.map(({ code, what, why, providers, sources }) => {
    const shown = [providers.join(', '), sources.map(linked).join(', ')]
    return `| \`${code}\` | ${what}. | ${why}. | ${shown[0]} | ${shown[1]} |`
  })
  return ['| code | what | why | seen at | shown by |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n')
}

function linked(source: string): string {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(source) ?? []
  return repository ? `[${source}](https://github.com/${repository}/issues/${number})` : `\`${source}\``
}
