import type { Fault } from '@chat-completion/fixtures'
import { closest } from '../closest.ts'
import { type FaultName, faults } from './rules/names.ts'
import { TroubleError } from './trouble-error.ts'

/**
 * A fault as it is written on the command line: its name, and after a colon the number that it takes.
 *
 * @throws {TroubleError} There is no such fault, or it takes no such number.
 */
export function toFault(written: string): Fault {
  const [name = '', number, ...rest] = written.split(':')
  const names = Object.keys(faults)
  if (!names.includes(name)) {
    const meant = closest(name, names)
    throw wrong(written, meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`)
  }
  const { make, number: parameter } = faults[name as FaultName]
  if (number === undefined) return make({})
  if (parameter === undefined) throw wrong(written, `${name} takes no number`)
  if (rest.length > 0 || !/^\d{1,9}$/.test(number)) throw wrong(written, `write a whole number, such as ${name}:3`)
  return make({ [parameter]: Number(number) })
}

function wrong(written: string, state: string): TroubleError {
  return new TroubleError([`Cannot use --fault ${written}: ${state}`])
}
