// How much memory parsing takes, beside a copy of what it gives, and beside what stays of it: bundled, run on Node with a large nursery, prints JSON.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { safeParseChatCompletion } from '@chat-completion/validators'
import type { Body } from './bodies.ts'

/** So many bytes are allocated for one figure: far less than the nursery has, far more than the page it counts in. */
const budget = 8 * 1024 * 1024
/** So many in the first round, which only compiles. */
const warmUp = 1024 * 1024

export interface Allocation {
  /** Of each body: the bytes of parsing, by those of a copy of the result, which is as small as it can be. */
  readonly byCopy: readonly number[]
  /** By those that the result keeps. */
  readonly byKept: readonly number[]
}

/** What was made last: else nothing would have to be made. */
const sink: unknown[] = []

const bodies: Body[] = JSON.parse(readFileSync(String(process.argv[2]), 'utf8'))
const byCopy: number[] = []
const byKept: number[] = []
for (const bytes of [warmUp, budget]) {
  for (const { text, isRepaired } of bodies) {
    const body = JSON.parse(text)
    const result = safeParseChatCompletion(body)
    if (isRepaired || !result.success) continue
    const shared = objectsIn(body, new Set())
    const parsed = allocated(bytes, () => safeParseChatCompletion(body))
    const copied = allocated(bytes, () => copy(result.value, shared))
    if (bytes === warmUp) continue
    byCopy.push(parsed / copied)
    byKept.push(parsed / kept(() => safeParseChatCompletion(body)))
  }
}
console.log(JSON.stringify({ byCopy, byKept } satisfies Allocation))

/** Bytes of one run, of so many that they allocate about as many `bytes`. */
function allocated(bytes: number, run: () => unknown): number {
  const few = measured(run, 200)
  return measured(run, Math.ceil(bytes / Math.max(few, 64)))
}

function measured(run: () => unknown, count: number): number {
  // The nursery only: that is where they are.
  globalThis.gc?.({ type: 'minor' })
  const before = process.memoryUsage().heapUsed
  for (let at = 0; at < count; at += 1) sink[0] = run()
  return (process.memoryUsage().heapUsed - before) / count
}

/** Bytes that are still there afterwards. */
function kept(run: () => ReturnType<typeof safeParseChatCompletion>): number {
  const values: unknown[] = Array.from({ length: 1_000 }, () => undefined)
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  for (let at = 0; at < values.length; at += 1) {
    const result = run()
    values[at] = result.success && result.value
  }
  sink[0] = undefined
  globalThis.gc?.()
  const bytes = process.memoryUsage().heapUsed - before
  sink[0] = values
  return bytes / values.length
}

function objectsIn(value: unknown, found: Set<unknown>): Set<unknown> {
  if (typeof value !== 'object' || value === null) return found
  for (const each of Object.values(value)) objectsIn(each, found)
  return found.add(value)
}

/** The same objects and lists once more, with the same shapes: text and what is the body's own stay shared. */
function copy(value: unknown, shared: Set<unknown>): unknown {
  if (typeof value !== 'object' || value === null || shared.has(value)) return value
  if (Array.isArray(value)) {
    const list = value.slice()
    for (let at = 0; at < list.length; at += 1) list[at] = copy(list[at], shared)
    return list
  }
  const object: Record<string, unknown> = { ...value }
  for (const key in object) {
    const each = object[key]
    if (typeof each === 'object' && each !== null) object[key] = copy(each, shared)
  }
  return object
}
