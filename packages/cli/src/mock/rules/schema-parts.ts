import * as v from 'valibot'
import { toPattern } from './pattern.ts'

// What the message of each schema says is what was expected: complaints.ts puts it into a sentence.

const slashes = 'A text between slashes is a regular expression, such as /\\d+ °C/i.'

export const text: v.GenericSchema<string> = v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'))

export function pattern(description: string): v.GenericSchema<string> {
  const isPattern = v.check<string, string>(
    isReadable,
    'a regular expression that can be read, or a text that is not between slashes',
  )
  return v.pipe(text, isPattern, v.description(`${description} ${slashes}`))
}

export function whole(
  from: number,
  description: string,
  to: number = Number.MAX_SAFE_INTEGER,
): v.GenericSchema<number> {
  const expected =
    to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from}` : `a whole number from ${from} to ${to}`
  const limits = [v.integer<number, string>(expected), v.minValue<number, number, string>(from, expected)] as const
  return to === Number.MAX_SAFE_INTEGER
    ? v.pipe(v.number(expected), ...limits, v.description(description))
    : v.pipe(v.number(expected), ...limits, v.maxValue(to, expected), v.description(description))
}

/** Of a table of what rules name. */
export function namesOf<Name extends string>(named: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(named) as Name[]
}

function isReadable(written: string): boolean {
  try {
    toPattern(written)
    return true
  } catch {
    return false
  }
}
