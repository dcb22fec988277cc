import pc from 'picocolors'
import { shorten } from '../preview.ts'
import { wrap } from '../table.ts'
import { areas, type Level } from './check.ts'
import type { Finding } from './finding.ts'
import { counting, type Report } from './report.ts'

export interface Look {
  /** Of the terminal; undefined where there is none. */
  readonly columns: number | undefined
  readonly colours: boolean
}

type Colours = ReturnType<typeof pc.createColors>

/** The longest id, with its level. */
const nameWidth = 28

const marks = { passed: '✔', failed: '✘', skipped: '–' } as const

/** The report for people, 80 to 120 columns wide. */
export function toPretty(report: Report, { columns = 100, colours }: Look): string {
  const width = Math.min(Math.max(columns, 80), 120)
  const paint = pc.createColors(colours)
  const { baseUrl, model, findings } = report
  const blocks = [
    [paint.bold(shorten(baseUrl, width)), `  Model ${shorten(model, width - 8)}`],
    ...areas.map((area) => {
      const found = findings.filter((finding) => finding.area === area)
      return found.length === 0 ? [] : [`  ${paint.bold(area)}`, ...found.flatMap((each) => lines(each, width, paint))]
    }),
    [verdictLine(report, 'compat', paint), verdictLine(report, 'strict', paint), ...factLines(report, width, paint)],
    [verdict(report, paint)],
  ]
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`
}

function lines({ id, level, title, why, outcome, reason, evidence }: Finding, width: number, paint: Colours): string[] {
  const colour = { passed: paint.green, failed: paint.red, skipped: paint.dim }[outcome]
  const name = `${id}${level === 'strict' ? ' (strict)' : ''}`
  const first = `  ${colour(marks[outcome])} ${paint.dim(name.padEnd(nameWidth))} `
  const titleLines = wrap(title.split(' '), width - nameWidth - 5, ' ').map((line, place) =>
    place === 0 ? `${first}${line}` : `${' '.repeat(nameWidth + 5)}${line}`,
  )
  const details = [
    ...(reason === null
      ? []
      : wrap(pieces(reason, width - 6), width - 6, ' ').map((line) =>
          outcome === 'failed' ? paint.red(line) : paint.dim(line),
        )),
    ...(outcome === 'failed' ? wrap(why.split(' '), width - 6, ' ') : []),
    ...(evidence === null ? [] : wrap(pieces(told(evidence), width - 6), width - 6, ' ').map(paint.dim)),
  ]
  return [...titleLines, ...details.map((line) => `      ${line}`)]
}

function told({ method, url, status, excerpt }: NonNullable<Finding['evidence']>): string {
  const answer = status === null ? 'no answer' : `status ${status}`
  return `${method} ${new URL(url).pathname}, ${answer}${excerpt === '' ? '' : `: ${excerpt}`}`
}

/** Words, none of them longer than a line. */
function pieces(text: string, width: number): string[] {
  return text.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? [])
}

function verdictLine({ verdicts }: Report, level: Level, paint: Colours): string {
  const { passed, failed, skipped } = verdicts[level]
  const colour = failed > 0 ? paint.red : paint.green
  const rest = skipped === 0 ? '' : paint.dim(`, ${skipped} skipped`)
  return `  ${level}  ${colour(`${passed} of ${passed + failed}`)}${rest}`
}

function factLines({ facts, requests }: Report, width: number, paint: Colours): string[] {
  const { cors, wholeAfter, firstPieceAfter } = facts
  const first = firstPieceAfter === null ? '' : `, a stream began after ${firstPieceAfter} ms`
  const text = `${requests} requests; an answer took ${wholeAfter} ms${first}; web pages may call: ${cors ?? 'none'}`
  return wrap(pieces(text, width - 2), width - 2, ' ').map((line) => paint.dim(`  ${line}`))
}

function verdict(report: Report, paint: Colours): string {
  const counted = counting(report)
  const failed = counted.filter(({ outcome }) => outcome === 'failed').length
  const judged = counted.filter(({ outcome }) => outcome !== 'skipped').length
  const rest = report.level === 'compat' && report.verdicts.strict.passed > 0 ? ', count more with --level strict' : ''
  if (judged === 0) return paint.red(`✘ No check that counts could be judged${rest}`)
  const checks = `${judged} ${judged === 1 ? 'check' : 'checks'}`
  if (failed > 0) return paint.red(`✘ ${failed} of ${checks} that count ${failed === 1 ? 'does' : 'do'} not hold`)
  return paint.green(judged === 1 ? '✔ The check holds' : `✔ All ${checks} that count hold`)
}
