import type { Level } from './check.ts'
import type { Finding } from './finding.ts'
import { judgementOf, type Report } from './report.ts'
import { references, type Source } from './sources.ts'

/** The report for an issue, a pull request or the summary of a CI job. What the endpoint said stands in code: it is not taken for markup. */
export function toMarkdown(report: Report): string {
  const { baseUrl, model, verdicts, findings, requests, facts } = report
  const failures = findings.filter(({ outcome }) => outcome === 'failed')
  return [
    `# ${judgementOf(report) === 'holds' ? '✔' : '✘'} Probe of ${inCode(baseUrl)}`,
    `Model ${inCode(model)}, ${requests} requests. Web pages may call: ${facts.cors === null ? 'none' : inCode(facts.cors)}.`,
    [
      '| | passed | failed | skipped |',
      '| --- | --- | --- | --- |',
      ...levels.map((level) => row(level, verdicts)),
    ].join('\n'),
    ...(failures.length === 0 ? [] : ['## Failed', ...failures.flatMap(section)]),
    '## Checks',
    ['| check | level | | |', '| --- | --- | --- | --- |', ...findings.map(line)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

const levels: readonly Level[] = ['compat', 'strict']

function row(level: Level, verdicts: Report['verdicts']): string {
  const { passed, failed, skipped } = verdicts[level]
  return `| ${level} | ${passed} | ${failed} | ${skipped} |`
}

/** A bar would end the cell, in code too, and there is more than one way to escape it. */
function line({ id, level, title, outcome, reason }: Finding): string {
  const why = outcome === 'skipped' && reason !== null ? inCode(reason.replaceAll('|', '¦')) : ''
  return `| \`${id}\` | ${level} | ${title} | ${[outcome, why].filter(Boolean).join(': ')} |`
}

function section({ id, level, title, why, sources, reason, evidence }: Finding): string[] {
  const answer = evidence === null ? [] : [`status: ${evidence.status ?? 'no answer'}`, evidence.excerpt]
  return [
    `### \`${id}\` (${level})`,
    `**${title}.** ${why} ${sources.map(linkTo).join(', ')}`,
    fenced([reason ?? '', ...answer].filter((text) => text !== '').join('\n'), ''),
    ...(evidence === null ? [] : [fenced(evidence.reproduce, 'sh')]),
  ]
}

/** A link to what is referred to. */
export function linkTo(source: Source): string {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(source) ?? []
  const url = repository
    ? `https://github.com/${repository}/issues/${number}`
    : references[source as keyof typeof references]
  return `[${source}](${url})`
}

function inCode(text: string): string {
  const ticks = fenceFor(text, 1)
  const room = /^`|`$/.test(text) ? ' ' : ''
  return `${ticks}${room}${text}${room}${ticks}`
}

function fenced(text: string, language: string): string {
  const fence = fenceFor(text, 3)
  return `${fence}${language}\n${text}\n${fence}`
}

/** Longer than any that the text has. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  return '`'.repeat(Math.max(least, longest + 1))
}
