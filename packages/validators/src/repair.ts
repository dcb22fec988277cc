import type { GenericSchema } from 'valibot'
import type { JsonObject, Path } from './json.ts'
import { read } from './read.ts'
import { type Deviation, maxDeviations, repairMessage, takeNotes } from './reading.ts'
import type { RepairCode } from './repair-catalogue.ts'

/** One thing that tolerant parsing changed. Putting each `received` back at its `path`, last repair first, gives the input. */
export interface Repair {
  readonly code: RepairCode
  /** Keys and indices from the root, in the spelling of the wire. */
  readonly path: Path
  /** The value that was there, as JSON; undefined where the key was absent. */
  readonly received: unknown
  readonly message: string
  /** In streams: how many chunks needed this repair at this place. */
  readonly count?: number
}

/** What a rule does about a deviation: mostly at the deviation's own place. An undefined value removes the key. */
export interface Edit {
  readonly code: RepairCode
  readonly value: unknown
  readonly path?: Path
}

/** Where a deviation is. */
export interface Place {
  readonly received: unknown
  /** What contains it, as repaired so far. */
  readonly parent: JsonObject
  readonly path: Path
  readonly root: JsonObject
}

/** The edits that mend a deviation; undefined where the rule does not apply. */
export type Rule = (place: Place) => readonly Edit[] | undefined

/** Rules by place: below a key, below every item (`[]`), or for the place itself (`.`). */
export interface Rules {
  readonly [key: string]: Rule | Rules
}

/** The edit of one place that is the deviation's own. */
export function take(code: RepairCode, value: unknown): readonly Edit[] {
  return [{ code, value }]
}

/** The rule that takes `value` for what is missing; what is there and of no use is dropped for it. */
/* @__NO_SIDE_EFFECTS__ */
export function fallback(code: RepairCode, value: unknown): Rule {
  return ({ received }) => take((received ?? null) === null ? code : 'dropped-value', value)
}

/** The rule that takes `value` in any case: it can only be that. */
/* @__NO_SIDE_EFFECTS__ */
export function always(code: RepairCode, value: unknown): Rule {
  return () => take(code, value)
}

/** An item that is not an object says nothing; the others keep their position. */
export const itemRule: Rule = always('invalid-item', {})

export interface Repaired {
  /** What the schema accepts, if nothing is left. */
  readonly body: unknown
  /** The body in the domain; undefined where something is left, or the body has become too large. */
  readonly value: unknown
  readonly repairs: readonly Repair[]
  /** Deviations that cannot be mended. */
  readonly left: readonly Deviation[]
}

/** What is done about one deviation; undefined where nothing can be. */
export type Mender = (deviation: Deviation, place: Place) => readonly Edit[] | undefined

/**
 * Mends what deviates, and nothing else, until the schema accepts the body. A mended place can uncover others, so it goes in
 * rounds, up to {@link maxDeviations}.
 */
export function repair(schema: GenericSchema, body: unknown, mender: Mender): Repaired {
  let draft = body
  const repairs: Repair[] = []
  const copies = new WeakSet<object>()
  for (;;) {
    const domain = read(schema, draft)
    const left = takeNotes() as Deviation[]
    const before = repairs.length
    // A key in the domain's spelling is mended first: then nothing is missing under its wire name.
    const keys = left.filter(({ wireKey }) => wireKey !== undefined)
    for (const deviation of keys.length > 0 ? keys : left) {
      const place = placeOf(deviation, draft)
      for (const { code, value, path = deviation.path } of (place && mender(deviation, place)) ?? []) {
        const received = valueAt(draft, path)
        repairs.push({ code, path, received, message: repairMessage(path, received, value) })
        draft = withValue(draft, path, value, copies)
      }
    }
    if (repairs.length === before || before > maxDeviations) return { body: draft, value: domain, repairs, left }
  }
}

/** Each deviation by its rule, else by the nearest value that may be null. */
/* @__NO_SIDE_EFFECTS__ */
export function byRules(rules: Rules): Mender {
  return (deviation, place) => {
    if (deviation.wireKey !== undefined) return renameKey(deviation, place) ?? take('reserved-key', undefined)
    const { path, nullableAt } = deviation
    const edits = coerce(deviation) ?? ruleAt(rules, path)?.(place)
    if (edits || nullableAt === undefined) return edits
    return [{ code: 'dropped-value', path: path.slice(0, nullableAt), value: null }]
  }
}

/** Takes a known key in the domain's spelling for the wire's, where that is absent. */
export function renameKey({ wireKey, received }: Deviation, { path, parent }: Place): readonly Edit[] | undefined {
  if (!wireKey || (parent[wireKey] ?? null) !== null) return undefined
  const code = 'domain-key'
  return [...take(code, undefined), { code, path: [...path.slice(0, -1), wireKey], value: received }]
}

/** Undefined where an earlier repair of the same round took the place away or mended it. */
function placeOf({ path, received }: Deviation, root: unknown): Place | undefined {
  const parent = valueAt(root, path.slice(0, -1))
  const isGone = path.length > 0 && Object(parent) !== parent
  if (isGone || !Object.is(valueAt(root, path), received)) return undefined
  return { received, parent: parent as JsonObject, path, root: root as JsonObject }
}

function ruleAt(rules: Rules, path: Path): Rule | undefined {
  const steps = path.map((key) => (typeof key === 'number' ? '[]' : key))
  const found = steps.reduce<Rule | Rules | undefined>((each, step) => (each as Rules | undefined)?.[step], rules)
  return typeof found === 'function' ? found : (found?.['.'] as Rule | undefined)
}

/** Numbers for strings and strings for numbers, where nothing is lost. */
function coerce({ expected, received }: Deviation): readonly Edit[] | undefined {
  if (typeof received === 'number' && expected.includes('string')) return take('string-from-number', String(received))
  if (typeof received !== 'string' || received.trim() === '' || !expected.includes('number')) return undefined
  return Number.isFinite(Number(received)) ? take('number-from-string', Number(received)) : undefined
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (Object.hasOwn(Object(value), key) ? (value as JsonObject)[key] : undefined),
    root,
  )
}

/** Containers are copied when they are first changed: the input never changes. An undefined value removes the key. */
function withValue(root: unknown, [key, ...below]: Path, value: unknown, copies: WeakSet<object>): unknown {
  if (key === undefined) return value
  const isOwn = copies.has(root as object)
  const copy = (isOwn ? root : Array.isArray(root) ? [...root] : { ...(root as JsonObject) }) as JsonObject
  copies.add(copy)
  const inner = withValue(copy[key], below, value, copies)
  if (inner === undefined) delete copy[key]
  else copy[key] = inner
  return copy
}
