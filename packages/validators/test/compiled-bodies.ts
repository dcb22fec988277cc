import { change, deviatingOnce, type Path, places } from './hostile.ts'

type JsonObject = Record<string, unknown>

/** Keys whose value no compiled reader looks into. */
const unseen = [
  'moderation',
  'openrouter_metadata',
  'metadata',
  'error',
  'audio',
  'images',
  'function_call',
  'citations',
]

/** `full`, and what differs from it in each way that compiled code has a line for. */
export function* compiledBodies(full: unknown): Generator<unknown> {
  yield* [full, null, [], {}, 'x']
  const sample = JSON.parse(JSON.stringify(full, (key, value) => (unseen.includes(key) ? null : value)))
  yield* withEachKey(sample)
  yield* deviatingOnce(sample)
  yield* atTheLimit(sample)
  yield* withoutOneKey(sample)
  yield* withoutTwoKeys(sample)
}

/** One object after the other has the keys of all: each may be null where it is known, and is kept where it is not. */
function* withEachKey(full: unknown): Generator<unknown> {
  const nulls = Object.fromEntries(keysIn(full).map((key) => [key, null]))
  for (const path of objectsIn(full)) {
    yield change(full, [...path, ''], (object) => Object.assign(object, { ...nulls, ...object }))
  }
}

/** As deep as a body may be, and one level deeper, below one object after the other. */
function* atTheLimit(full: unknown): Generator<unknown> {
  for (const path of objectsIn(full)) {
    for (const depth of [256, 257]) {
      let deep: unknown = null
      for (let at = depth; at > path.length + 1; at -= 1) deep = [deep]
      yield change(full, [...path, 'x_deep'], (object, key) => {
        object[key] = deep
      })
    }
  }
}

/** A key is nowhere: all choices miss it at once. */
function* withoutOneKey(full: unknown): Generator<unknown> {
  for (const missing of keysIn(full)) {
    yield JSON.parse(JSON.stringify(full, (key, value) => (key === missing ? undefined : value)))
  }
}

/** Two keys of one object: what is mended for one must not hide that the other is missing. */
function* withoutTwoKeys(full: unknown): Generator<unknown> {
  for (const path of objectsIn(full)) {
    const keys = Object.keys(objectAt(full, path) ?? {})
    for (const [index, one] of keys.entries()) {
      for (const other of keys.slice(index + 1)) {
        yield change(full, [...path, one], (object) => {
          delete object[one]
          delete object[other]
        })
      }
    }
  }
}

function keysIn(full: unknown): string[] {
  return [...new Set(objectsIn(full).flatMap((path) => Object.keys(objectAt(full, path) ?? {})))]
}

function objectsIn(full: unknown): Path[] {
  return places(full).filter((path) => objectAt(full, path))
}

function objectAt(full: unknown, path: Path): JsonObject | undefined {
  const value = path.reduce<unknown>((found, step) => (found as JsonObject)[step], full)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}
