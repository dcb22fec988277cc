import type { Mutant } from './mutants.ts'

interface Equivalent {
  /** Why nothing that can be observed changes. */
  readonly reason: string
  readonly holds: (mutant: Mutant) => boolean
}

/** Mistakes that are none: at most, they cost time. */
export const equivalents: readonly Equivalent[] = [
  {
    reason: 'A key that is read twice comes out the same, where nothing below it was mended',
    holds: ({ mutation, after }) => mutation === 'a cold key too many' && !['choices ', 'message '].includes(after),
  },
  {
    reason: 'After the last case come unknown keys: the rest is asked for, and leaves out what is read',
    holds: ({ mutation, source, line }) =>
      mutation === 'on into the next case' && source.split('\n')[line]?.trim() === 'default:',
  },
  {
    reason: 'Where all keys are read, the rest is nothing',
    holds: ({ mutation, after }) => mutation.startsWith('the rest') && after.startsWith('restOf'),
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
    reason: 'A list says so for its items, and `read` for the body',
    holds: ({ mutation, before, reader, source }) =>
      mutation === 'no given' &&
      before === 'given(misfit)' &&
      (source.includes(`, ${reader}, depth + 1)`) || reader.startsWith('readChatCompletion')),
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
