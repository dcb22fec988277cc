import { type Path, pathText, preview } from './json.ts'
import type { Repair } from './repair.ts'
import type { RepairCode } from './repair-catalogue.ts'

/** Gives the domain's value; `depth` is where the value lies in the body. Whether it fits is in {@link tally}. */
export type Reader = (value: unknown, depth: number) => unknown

/** A place where a value is not what its schema says. */
export interface Deviation {
  path: Path
  readonly expected: string
  readonly received: unknown
  /** Of a known key in the domain's spelling: the wire's, or `''` where the wire has none. */
  readonly wireKey?: string | undefined
  /** How many steps of the path lead to the nearest value that may be null. */
  nullableAt?: number
}

/** What a compiled reader took for a key that is missing. */
export interface Mend {
  path: Path
  readonly code: RepairCode
  readonly value: unknown
}

interface Tally {
  /** No less than its values and characters. */
  weight: number
  isFit: boolean
  /** Of a body that fits, what was mended; of another, in what it deviates, unless a compiled reader left it. */
  notes: (Deviation | Mend)[]
}

/**
 * Of the body that is being read. Readers read on after a misfit: what they give counts for nothing then. A body is JSON: nothing else
 * runs while it is read.
 */
export const tally: Tally = { weight: 0, isFit: true, notes: [] }

/** So many deviations are enough to refuse a body: a hostile one has millions. */
export const maxDeviations = 10_000

/** Before a body is read. */
export function begin(weight: number): void {
  tally.weight = weight
  tally.isFit = true
  if (tally.notes.length > 0) tally.notes = []
}

/** What was noted of the body, which is not held on to. */
export function takeNotes(): (Deviation | Mend)[] {
  const { notes } = tally
  tally.notes = []
  return notes
}

/** Whether a body deviates so often that the rest does not matter. */
export function isHopeless(): boolean {
  return !tally.isFit && tally.notes.length >= maxDeviations
}

/** The body does not fit, and this is why. */
export function deviate(expected: string, received: unknown, path: Path = [], wireKey?: string): void {
  if (!isHopeless()) tally.notes.push({ path, expected, received, wireKey })
  misfit()
}

/** The body does not fit: the schema says why. */
export function misfit(): void {
  tally.isFit = false
}

/** Takes `value` for a key that is missing. */
export function mend(code: RepairCode, key: string, value: unknown): unknown {
  tally.notes.push({ code, path: [key], value })
  return value
}

/** What the reader gives of what is below `step`. What it notes lies there. */
export function below(step: string | number, reader: Reader, value: unknown, depth: number): unknown {
  const before = tally.notes.length
  const read = reader(value, depth + 1)
  within(step, before)
  return read
}

function within(step: string | number, since: number): void {
  const { notes } = tally
  for (let at = since; at < notes.length; at += 1) {
    const note = notes[at] as Deviation | Mend
    note.path = [step, ...note.path]
  }
}

/** What the reader gives of each item. */
export function readItems(list: readonly unknown[], reader: Reader, depth: number): unknown[] {
  // Of the right size at once.
  const items = list.slice()
  for (let index = 0; index < items.length && !isHopeless(); index += 1) {
    items[index] = below(index, reader, items[index], depth)
  }
  return items
}

/**
 * What compiled readers reckon the keys at of an item and of all objects below it that are no items, because that is quicker than
 * counting. A body that is too large by it is weighed.
 */
export const keyWeight = 1024

/** What a compiled reader gives of each item of the list below `key`. */
export function readList(key: string, reader: Reader, list: unknown, depth: number): unknown {
  if (!Array.isArray(list)) return misfit()
  tally.weight += list.length * keyWeight
  const before = tally.notes.length
  const items = readItems(list, reader, depth + 1)
  within(key, before)
  return items
}

export function text(value: unknown): unknown {
  if (typeof value === 'string') tally.weight += value.length
  else misfit()
  return value
}

export function textOrNull(value: unknown): unknown {
  return value === null ? value : text(value)
}

export function someText(value: unknown): unknown {
  if (value === '') misfit()
  return text(value)
}

export function number(value: unknown): unknown {
  if (!Number.isFinite(value)) misfit()
  return value
}

export function numberOrNull(value: unknown): unknown {
  return value === null ? value : number(value)
}

export function booleanOrNull(value: unknown): unknown {
  if (value !== null && typeof value !== 'boolean') misfit()
  return value
}

export function only(expected: string, value: unknown): unknown {
  if (value !== expected) misfit()
  return value
}

/** As a repair, what a compiled reader mended. */
export function toRepair({ code, path, value }: Mend): Repair {
  return { code, path, received: undefined, message: repairMessage(path, undefined, value) }
}

export function repairMessage(path: Path, received: unknown, value: unknown): string {
  return `Repaired ${pathText(path)}: received ${preview(received)}, took ${preview(value)}`
}
