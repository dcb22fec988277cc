import { basename, dirname } from 'node:path'
import type pc from 'picocolors'
import { shorten } from '../preview.ts'
import { type Column, toLines, wrap } from '../table.ts'
import type { Example, TallyEntry } from './tally.ts'

/** Findings of one kind. */
export interface Section {
  readonly title: string
  readonly colour: 'red' | 'yellow' | 'magenta'
  readonly entries: readonly TallyEntry[]
  /** A body can have it several times. */
  readonly timed?: boolean
  /** What a code means, where its name alone does not say it. */
  readonly meaningOf?: (code: string) => string | undefined
}

type Colours = ReturnType<typeof pc.createColors>

const maxFindings = 40

/** A line for each finding, and below it what it means, which groups have it, and the first examples. */
export function findingLines(section: Section, files: readonly string[], width: number, paint: Colours): string[] {
  const { title, colour, entries, timed = false, meaningOf } = section
  const shown = entries.slice(0, maxFindings)
  const columns: Column[] = [{ width: width - 20 }, { width: 9, numeric: true }, { width: 9, numeric: true }]
  const rows = shown.map(({ code, bodies, occurrences }) => [
    paint[colour](code),
    bodies.toLocaleString('en-US'),
    timed ? occurrences.toLocaleString('en-US') : '',
  ])
  const titles = [paint.bold(title), paint.dim('bodies'), timed ? paint.dim('times') : '']
  const [head = '', ...lines] = toLines([titles, ...rows], columns)
  const more = entries.length - shown.length
  return [
    `  ${head}`,
    ...shown.flatMap((entry, index) => [
      `  ${lines[index]}`,
      ...wrap((meaningOf?.(entry.code) ?? '').split(' '), width - 4, ' ').map((line) => `    ${line}`),
      ...details(entry, files, width - 4).map((line) => paint.dim(`    ${line}`)),
    ]),
    ...(more > 0 ? [paint.dim(`  and ${more.toLocaleString('en-US')} more`)] : []),
  ]
}

/** Examples that say the same are told once, with the place of each. */
function details({ groups, examples }: TallyEntry, files: readonly string[], width: number): string[] {
  const most = [...groups].sort(([, one], [, other]) => other - one).slice(0, 8)
  const names = most.map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`)
  if (groups.size > most.length) names.push(`${groups.size - most.length} more`)
  const messages = new Set(examples.map(({ message }) => message))
  return [
    ...wrap(names, width),
    ...[...messages].flatMap((message) => {
      const places = examples.filter((example) => example.message === message).map((each) => placeOf(each, files))
      const words = shorten(message, 2 * width - 20).split(' ')
      return [...wrap(words, width, ' '), ...wrap(places, width - 2).map((line) => `  ${line}`)]
    }),
  ]
}

function placeOf({ file, line, index, id }: Example, files: readonly string[]): string {
  const place = [shortName(file, files), line === undefined ? '' : `:${line}`, index === undefined ? '' : `[${index}]`]
  return place.join('') + (id === undefined ? '' : ` (${id})`)
}

/** Without the directory, where all files are in the same. */
function shortName(file: string, files: readonly string[]): string {
  return files.every((other) => dirname(other) === dirname(file)) ? basename(file) : file
}
