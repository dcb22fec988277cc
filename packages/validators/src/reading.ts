import { type Path, pathText, preview } from './json.ts'
import type { Repair } from './repair.ts'
import type { RepairCode } from './repair-catalogue.ts'

/** What a reader gives for a value that its schema does not accept. */
export const misfit: unique symbol = Symbol('misfit')

/** Gives the domain's value, or {@link misfit}; `depth` is where the value lies in the body. */
export type Reader = (value: unknown, depth: number) => unknown

/** What a compiled reader took for a key that is missing. */
interface Mend {
  readonly code: RepairCode
  path: Path
  readonly value: unknown
}

/**
 * Of the body that is being read: no less than its values and characters, what was mended, and whether it fits. Compiled readers read
 * on after a misfit: what they give counts for nothing then. A body is JSON: nothing else runs while it is read.
 */
export const tally: { weight: number; mends: Mend[]; isFit: boolean } = { weight: 0, mends: [], isFit: true }

/**
 * What compiled readers reckon the keys at of an item and of all objects below it that are no items, because that is quicker than
 * counting. A body that is too large by it is weighed.
 */
export const keyWeight = 1024

export function text(value: unknown): unknown {
  if (typeof value === 'string') tally.weight += value.length
  else tally.isFit = false
  return value
}

export function textOrNull(value: unknown): unknown {
  if (typeof value === 'string') tally.weight += value.length
  else if (value !== null) tally.isFit = false
  return value
}

export function someText(value: unknown): unknown {
  if (value === '') tally.isFit = false
  return text(value)
}

export function number(value: unknown): unknown {
  if (!Number.isFinite(value)) tally.isFit = false
  return value
}

export function numberOrNull(value: unknown): unknown {
  if (value !== null && !Number.isFinite(value)) tally.isFit = false
  return value
}

export function booleanOrNull(value: unknown): unknown {
  if (value !== null && typeof value !== 'boolean') tally.isFit = false
  return value
}

export function only(expected: string, value: unknown): unknown {
  if (value !== expected) tally.isFit = false
  return value
}

/** What the reader of a schema gives. */
export function given(value: unknown): unknown {
  if (value === misfit) tally.isFit = false
  return value
}

/** The list that `each` gives of its items. */
export function readList(list: unknown, key: string, each: Reader, depth: number): unknown {
  if (!Array.isArray(list)) return given(misfit)
  const first = tally.mends.length
  // Of the right size at once.
  const read: unknown[] = list.slice()
  for (let index = 0; index < read.length; index += 1) {
    const before = tally.mends.length
    read[index] = given(each(read[index], depth + 1))
    within(index, before)
  }
  within(key, first)
  tally.weight += list.length * keyWeight
  return read
}

/** Takes `value` for a key that is missing. */
export function mend(code: RepairCode, key: string, value: unknown): unknown {
  tally.mends.push({ code, path: [key], value })
  return value
}

/** Says in which container the values lie that were mended since. */
export function within(step: string | number, since: number): void {
  const { mends } = tally
  for (let at = since; at < mends.length; at += 1) {
    const mend = mends[at] as Mend
    mend.path = [step, ...mend.path]
  }
}

export function toRepair({ code, path, value }: Mend): Repair {
  return { code, path, received: undefined, message: repairMessage(path, undefined, value) }
}

export function repairMessage(path: Path, received: unknown, value: unknown): string {
  return `Repaired ${pathText(path)}: received ${preview(received)}, took ${preview(value)}`
}
