// The page of what `probe` checks, written from the catalogue.
import { catalogue } from '../packages/cli/src/probe/catalogue.ts'
import { type Area, areaOf, areas, type Check } from '../packages/cli/src/probe/check.ts'
import { linkTo } from '../packages/cli/src/probe/markdown.ts'

const counts = (['compat', 'strict'] as const).map((each) => catalogue.filter(({ level }) => level === each).length)

const intro = `# What probe checks

\`chat-completion probe <base-url>\` asks an endpoint some 30 short questions and holds the answers to ${catalogue.length} checks. [How to use it](guides/probe.md).

- **compat** (${counts[0]} checks): without it clients break, or are harmed. These decide, unless you say otherwise.
- **strict** (${counts[1]} checks): the contract as its publishers document it. They count with \`--level strict\`.

A check fails for a fault of the endpoint. Where the model may be at fault, because it did not call the tool, say, the check is skipped with
the reason, and so is a check that has nothing to judge because another one failed. Every check has a test that breaks an endpoint in this one
respect, and sees this check fail.

An id keeps its meaning from version to version: it is safe to name in \`--only\` and \`--skip\`.
`

const about: Readonly<Record<Area, string>> = {
  models: 'The list of models.',
  completion: 'Whole answers, and what a request may ask of them.',
  stream: 'Server-sent events, and the chunks in them.',
  tools: 'Calls of tools, whole and streamed, and their results.',
  usage: 'The count of tokens.',
  headers: 'What an answer says before its body.',
  errors: 'Requests that are wrong in one way each, and what they get.',
  abort: 'Clients that leave.',
}

const end = `This page is written from the catalogue in \`packages/cli/src/probe/catalogue.ts\`. After a change there, run \`pnpm pages --write\`.
`

/** What the page says today. */
export function probeChecksPage(): string {
  const sections = areas.map((area) => {
    const rows = catalogue.filter((check) => areaOf(check) === area).map(row)
    return [
      `## ${area}\n`,
      `${about[area]}\n`,
      '| check | | why | source |',
      '| --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n')
  })
  return [intro, ...sections, end].join('\n')
}

function row({ id, level, title, why, sources }: Check): string {
  const name = level === 'strict' ? `\`${id}\`<br>strict` : `\`${id}\``
  return `| ${name} | ${title}. | ${why} | ${sources.map(linkTo).join(', ')} |`
}
