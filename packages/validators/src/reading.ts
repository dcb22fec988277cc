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

/** Of the body that is being read: no less than its values and characters, and what was mended. */
export const tally: { weight: number; mends: Mend[] } = { weight: 0, mends: [] }

/**
 * What compiled readers reckon the keys at of an item and of all objects below it that are no items, because that is quicker than
 * counting. A body that is too large by it is weighed.
 */
export const keyWeight = 1024

export function isText(value: unknown): value is string {
  if (typeof value !== 'string') return false
  tally.weight += value.length
  return true
}

export function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value)
}

export function isNumberOrNull(value: unknown): value is number | null {
  return value === null || Number.isFinite(value)
}

export function isBooleanOrNull(value: unknown): value is boolean | null {
  return value === null || typeof value === 'boolean'
}

/** The list that `each` gives of its items. */
export function readList(list: unknown, key: string, each: Reader, depth: number): unknown {
  if (!Array.isArray(list)) return misfit
  const first = tally.mends.length
  const read: unknown[] = []
  for (let index = 0; index < list.length; index += 1) {
    const before = tally.mends.length
    const item = each(list[index], depth + 1)
    if (item === misfit) return misfit
    within(index, before)
    read.push(item)
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
