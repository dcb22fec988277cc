import { GrowingText } from './text.ts'

/** What has been gathered of an object. Without a prototype: a key named `constructor` or `__proto__` is data like any other. */
export type Gathered = Record<string, unknown>

export function gather(): Gathered {
  return Object.create(null)
}

/** Strings that name or seal something: sent once, or whole again, never in pieces (LionSR/TeXRA#4575). */
const labels = new Set([
  'id',
  'type',
  'name',
  'role',
  'model',
  'format',
  'channel',
  'signature',
  'toolName',
  'toolCallId',
])

/** Objects that come in pieces themselves. */
const nested = new Set(['function', 'custom', 'functionCall', 'audio', 'logprobs'])

/**
 * Adds a key of a delta to what has been gathered: strings grow, lists grow, everything else is replaced. Null says nothing, and
 * stays only where nothing else comes.
 */
export function fold(target: Gathered, key: string, value: unknown): void {
  const before = target[key]
  if (value === undefined || (value === null && before !== undefined)) return
  if (typeof value === 'string' && before instanceof GrowingText) before.add(value)
  else if (typeof value === 'string' && typeof before === 'string') {
    target[key] = labels.has(key) ? before || value : new GrowingText().add(before).add(value)
  } else if (Array.isArray(value)) target[key] = appended(before, value, hasIndexOf)
  else if (value !== null && nested.has(key)) target[key] = foldAll((before as Gathered) ?? gather(), value)
  else target[key] = value
}

export function foldAll(target: Gathered, value: object): Gathered {
  for (const [key, item] of Object.entries(value)) fold(target, key, item)
  return target
}

/** Replaces what has been gathered, but for null; an object keeps the keys that the new one lacks. */
export function keep(target: Gathered, key: string, value: unknown): void {
  const before = target[key]
  if (value === undefined || (value === null && before !== undefined)) return
  target[key] = isObject(value) && isObject(before) ? { ...before, ...value } : value
}

/**
 * Adds items to a list of ours. One that goes on with an item of an earlier delta is folded into it; what one delta lists side by
 * side stays apart.
 */
export function appended<Item>(
  before: unknown,
  items: readonly Item[],
  goesOn: (one: Item, other: Item) => boolean,
): Item[] {
  const list: Item[] = Array.isArray(before) ? before : []
  const { length } = list
  for (const item of items) {
    let at = length - 1
    while (at >= 0 && !goesOn(list[at] as Item, item)) at -= 1
    if (at < 0) list.push(item)
    else list[at] = foldAll(own(list[at] as object), item as object) as Item
  }
  return list
}

/** What is being gathered, or the beginning of it: nothing of a chunk is changed. */
function own(item: object): Gathered {
  return isGathered(item) ? item : Object.assign(gather(), settled(item))
}

function hasIndexOf(one: unknown, other: unknown): boolean {
  return isObject(one) && isObject(other) && typeof other.index === 'number' && one.index === other.index
}

/** A copy of what has been gathered so far: it would grow under the reader's eyes. */
export function settled(gathered: object): Gathered {
  const copy: Gathered = { ...gathered }
  for (const key in copy) copy[key] = settledValue(copy[key])
  return copy
}

function settledValue(value: unknown): unknown {
  if (value instanceof GrowingText) return value.toString()
  if (Array.isArray(value)) return value.map(settledValue)
  return isGathered(value) ? settled(value) : value
}

function isGathered(value: unknown): value is Gathered {
  return isObject(value) && Object.getPrototypeOf(value) === null
}

function isObject(value: unknown): value is Readonly<Gathered> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
