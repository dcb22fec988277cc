import { repairCatalogue } from '@chat-completion/validators'
import pc from 'picocolors'
import { shorten } from '../preview.ts'
import { type Column, toLines } from '../table.ts'
import { findingLines, type Section } from './findings.ts'
import { isDropping } from './json.ts'
import type { Counts, Report } from './report.ts'

/** How the report is to look. */
export interface Look {
  /** Of the terminal; undefined where there is none. */
  readonly columns?: number | undefined
  readonly colours: boolean
  readonly grouped: boolean
}

type Colours = ReturnType<typeof pc.createColors>

/** More groups than these fill the screen and tell nothing. */
const maxGroups = 50

/** The report for people, 80 to 120 columns wide. */
export function toPretty(report: Report, { columns = 100, colours, grouped }: Look): string {
  const width = Math.min(Math.max(columns, 80), 120)
  const paint = pc.createColors(colours)
  const names = report.files.map(({ name }) => name)
  if (report.total.bodies === 0) return `${verdict(report, paint)}\n`
  const sections = sectionsOf(report).filter(({ entries }) => entries.length > 0)
  const blocks = [
    [paint.bold(shorten(title(names), width))],
    [...countLines(report, width, paint, grouped), '', ...summaryLines(report, paint)],
    ...sections.map((section) => findingLines(section, names, width, paint)),
    [verdict(report, paint)],
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function title(names: readonly string[]): string {
  return names.length > 3 ? `${names.length} files` : names.join(', ')
}

function countLines({ groups, total }: Report, width: number, paint: Colours, grouped: boolean): string[] {
  const shown = grouped ? groups.slice(0, maxGroups) : []
  const numbers: Column[] = [9, 10, 10, 8, 10].map((each) => ({ width: each, numeric: true }))
  const longest = Math.max(12, ...shown.map(({ name }) => name.length + 2))
  const first = { width: Math.min(longest, width - 2 - 47) }
  const rows = shown.map(({ name, counts }) => [name, ...cells(counts, paint)])
  const head = ['', ...['bodies', 'accepted', 'repaired', 'errors', 'rejected'].map((text) => paint.dim(text))]
  const lines = toLines([head, ...rows, [paint.bold('total'), ...cells(total, paint)]], [first, ...numbers])
  const more = groups.length - shown.length
  if (grouped && more > 0) lines.splice(-1, 0, paint.dim(`and ${more.toLocaleString('en-US')} more`))
  const rule = paint.dim('─'.repeat(first.width + 47))
  if (shown.length > 0) lines.splice(-1, 0, rule)
  lines.splice(1, 0, rule)
  return lines.map((line) => `  ${line}`)
}

function cells({ bodies, accepted, repaired, errors, rejected }: Counts, paint: Colours): string[] {
  const cell = (count: number, colour: (text: string) => string): string =>
    (count === 0 ? paint.dim : colour)(count.toLocaleString('en-US'))
  return [
    cell(bodies, String),
    cell(accepted, paint.green),
    cell(repaired, paint.yellow),
    cell(errors, paint.magenta),
    cell(rejected, paint.red),
  ]
}

function summaryLines({ mode, kinds, total }: Report, paint: Colours): string[] {
  const found = Object.entries(kinds).filter(([, count]) => count > 0)
  const read = found.map(([kind, count]) => counted(count, kind)).join(', ')
  const lines = read === '' ? [] : [`  Read: ${read}.`]
  const answers = total.bodies - total.errors
  if (mode === 'strict' || answers === 0) return lines
  const share = ((total.accepted / answers) * 100).toFixed(1)
  const apart = total.errors > 0 ? ', errors apart' : ''
  const strictly = `${total.accepted.toLocaleString('en-US')} of ${counted(answers, 'body')}`
  const asIs = answers === 1 ? 'as it is' : 'as they are'
  return [...lines, `  Strict mode accepts ${strictly} ${asIs} ${paint.dim(`(${share} %${apart})`)}.`]
}

function sectionsOf({ repairs, errors, rejections, deviations }: Report): Section[] {
  const all = repairs.list()
  const repairing = { colour: 'yellow', meaningOf: ruleOf, timed: true } as const
  return [
    { title: 'Rejected', colour: 'red', entries: rejections.list() },
    { title: 'Where they deviate', colour: 'red', entries: deviations.list(), timed: true },
    { title: 'Repaired', entries: all.filter(({ code }) => !isDropping(code)), ...repairing },
    { title: 'Repaired by dropping a value', entries: all.filter(({ code }) => isDropping(code)), ...repairing },
    { title: 'Errors of the provider', colour: 'magenta', entries: errors.list() },
  ]
}

function ruleOf(code: string): string | undefined {
  return repairCatalogue.find((rule) => rule.code === code)?.what
}

function verdict({ files, total }: Report, paint: Colours): string {
  const unread = files.filter(({ error }) => error !== undefined).length
  if (unread > 0) return paint.red(`✘ ${counted(unread, 'input')} could not be read to its end`)
  if (total.rejected > 0) {
    return paint.red(`✘ ${total.rejected.toLocaleString('en-US')} of ${counted(total.bodies, 'body')} rejected`)
  }
  if (total.bodies === 0) return 'There was nothing to validate'
  return paint.green(`✔ ${total.bodies === 1 ? 'The body was' : `All ${counted(total.bodies, 'body')} were`} read`)
}

function counted(count: number, noun: string): string {
  const many = noun === 'body' ? 'bodies' : `${noun}s`
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : many}`
}
