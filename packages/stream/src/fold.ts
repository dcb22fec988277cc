import { GrowingList, type KeyOf } from './list.ts'
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
 *
 * @param keyOf Which items of a list are fragments of one: by default, those with the same `index`.
 */
export function fold(target: Gathered, key: string, value: unknown, keyOf: KeyOf = indexOf): void {
  const before = target[key]
  if (value === undefined || (value === null && before !== undefined)) return
  if (typeof value === 'string' && before instanceof GrowingText) before.add(value)
  else if (typeof value === 'string' && typeof before === 'string') {
    target[key] = labels.has(key) ? before || value : new GrowingText().add(before).add(value)
  } else if (Array.isArray(value)) target[key] = listOf(before, keyOf, foldItem).add(value)
  else if (isObject(value) && nested.has(key)) {
    target[key] = foldAll(isObject(before) ? own(before) : gather(), value, keyOf)
  } else target[key] = value
}

export function foldAll(target: Gathered, value: object, keyOf?: KeyOf): Gathered {
  for (const [key, item] of Object.entries(value)) fold(target, key, item, keyOf)
  return target
}

function indexOf(item: unknown): string | undefined {
  const { index } = Object(item)
  return typeof index === 'number' ? String(index) : undefined
}

function foldItem(one: unknown, other: unknown): unknown {
  return foldAll(own(one as object), other as object)
}

/** A list of ours, which goes on with what is there. */
export function listOf(before: unknown, keyOf: KeyOf, join: (one: unknown, other: unknown) => unknown): GrowingList {
  if (before instanceof GrowingList) return before
  return new GrowingList(keyOf, join).add(Array.isArray(before) ? before : [])
}

/**
 * Replaces what has been gathered, but for null; an object keeps the keys that the new one lacks.
 *
 * @returns By about how many characters it has grown.
 */
export function keep(target: Gathered, key: string, value: unknown): number {
  const before = target[key]
  if (value === undefined || value === before || (value === null && before !== undefined)) return 0
  if (!isObject(value) || !isObject(before)) {
    target[key] = value
    return before === undefined ? key.length + sizeOf(value) : Math.max(0, sizeOf(value) - sizeOf(before))
  }
  const kept = own(before)
  target[key] = kept
  let grown = 0
  for (const [inner, item] of Object.entries(value)) {
    grown += inner in kept ? Math.max(0, sizeOf(item) - sizeOf(kept[inner])) : inner.length + sizeOf(item)
    kept[inner] = item
  }
  return grown
}

/** About how many characters a value has. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  let size = 0
  for (const [key, item] of Object.entries(value)) size += key.length + 1 + sizeOf(item)
  return size
}

/** What is being gathered, or the beginning of it: nothing of a chunk is changed. */
export function own(value: object): Gathered {
  return isGathered(value) ? value : Object.assign(gather(), settled(value))
}

/** A copy of what has been gathered so far: it would grow under the reader's eyes. */
export function settled(gathered: object): Gathered {
  const copy: Gathered = { ...gathered }
  for (const key in copy) copy[key] = settledValue(copy[key])
  return copy
}

function settledValue(value: unknown): unknown {
  if (value instanceof GrowingText) return value.toString()
  if (value instanceof GrowingList) return value.isPlain ? [...value.items] : value.items.map(settledValue)
  if (Array.isArray(value)) return value.map(settledValue)
  return isGathered(value) ? settled(value) : value
}

function isGathered(value: unknown): value is Gathered {
  return isObject(value) && Object.getPrototypeOf(value) === null
}

function isObject(value: unknown): value is Readonly<Gathered> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
