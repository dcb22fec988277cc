import type { Mutant } from './mutants.ts'

interface Equivalent {
  /** Why nothing that can be observed changes. */
  readonly reason: string
  readonly holds: (mutant: Mutant) => boolean
}

/** Mistakes that are none: at most, they cost time. */
export const equivalents: readonly Equivalent[] = [
  {
    reason: 'A key that has no case is read by its schema: only required ones are counted, and content has parts',
    holds: ({ mutation, after, source, line }) =>
      mutation === 'another wire key' &&
      after !== "case 'contentx'" &&
      !linesUntil('break', source, line).includes('missing -= 1'),
  },
  {
    reason: 'What the last case has read, the schema reads once more',
    holds: ({ mutation, source, line }) =>
      mutation === 'on into the next case' && source.split('\n')[line]?.trim() === 'default:',
  },
  {
    reason: 'The body itself is given as undefined, fit or not',
    holds: ({ mutation, reader }) => mutation === 'a misfit not said' && reader.startsWith('readChatCompletion'),
  },
  {
    reason: 'A place is kept for required keys, without which nothing fits: only the layout in memory changes',
    holds: ({ mutation }) => mutation === 'no place kept',
  },
  {
    reason: 'The name of a list is asked for only where something in it was mended: in choices',
    holds: ({ mutation, before }) => mutation === 'another list' && before !== 'choices',
  },
  {
    reason: 'What is no object has no keys, so that required ones are missing, unless one is mended',
    holds: ({ mutation, section }) =>
      mutation === 'all but objects allowed' && section.includes('let missing') && !section.includes('mend('),
  },
  {
    reason: 'A key that was counted is not undefined: the count only saves the look',
    holds: ({ mutation, after }) => mutation === 'mended at the wrong time' && after.startsWith('value.'),
  },
]

/** The lines of a case, from the one with that number. */
function linesUntil(last: string, source: string, line: number): string[] {
  const lines = source
    .split('\n')
    .slice(line)
    .map((each) => each.trim())
  return lines.slice(0, lines.indexOf(last))
}
