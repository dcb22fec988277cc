import type * as v from 'valibot'
import { type Deviation, deviationsOf, type Path, pathText } from './deviation.ts'
import type { RepairCode } from './repair-catalogue.ts'
import { type JsonObject, preview } from './schema.ts'
import { nullableAncestor } from './schema-walk.ts'

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

/** What a rule does about a deviation: the place it changes is mostly the deviation's own. An undefined value removes the key. */
export interface Edit {
  readonly code: RepairCode
  readonly value: unknown
  readonly path?: Path
}

/** Where a deviation is. */
export interface Place {
  readonly received: unknown
  /** What contains it, as repaired so far. */
  readonly parent: JsonObject | readonly unknown[]
  readonly key: string | number
  readonly path: Path
  readonly root: JsonObject
}

/** The edits that mend a deviation; none where the rule does not apply. */
export type Rule = (place: Place) => readonly Edit[]

/** The rule that takes `value` for what is missing; what is there and of no use is dropped for it. */
/* @__NO_SIDE_EFFECTS__ */
export function fallback(code: RepairCode, value: unknown): Rule {
  return ({ received }) => [{ code: received === undefined || received === null ? code : 'dropped-value', value }]
}

/** The rule that takes `value` in any case: it can only be that. */
/* @__NO_SIDE_EFFECTS__ */
export function always(code: RepairCode, value: unknown): Rule {
  return () => [{ code, value }]
}

/** Rules by place: below a key, below every item (`[]`), or for the place itself (`.`). */
export interface Rules {
  readonly [key: string]: Rule | Rules
}

/** A provider with more deviations than this in one body is not mended but refused. */
export const maxRepairs = 10_000

export type Repaired =
  | { readonly status: 'repaired'; readonly body: unknown; readonly repairs: Repair[] }
  | { readonly status: 'too-many' }
  | { readonly status: 'unrepairable'; readonly deviations: readonly Deviation[] }

/**
 * Mends what deviates, and nothing else: each deviation by its rule, else by the nearest value that may be null, until the
 * schema accepts the body. A mended place can uncover others, so it goes in rounds.
 */
export function repair(schema: v.GenericSchema, body: unknown, rules: Rules): Repaired {
  const draft = new Draft(body)
  for (;;) {
    const deviations = deviationsOf(schema, draft.body)
    if (deviations.length === 0) return { status: 'repaired', body: draft.body, repairs: draft.repairs }
    // A key in the domain's spelling is mended first: then nothing is missing under its wire name.
    const keys = deviations.filter((deviation) => deviation.kind === 'domain-key')
    const before = draft.repairs.length
    for (const deviation of keys.length > 0 ? keys : deviations) mend(draft, deviation, schema, rules)
    if (draft.repairs.length === before) return { status: 'unrepairable', deviations }
    if (draft.repairs.length > maxRepairs) return { status: 'too-many' }
  }
}

/** Takes known keys in the domain's spelling for the wire's, where that is absent, and mends nothing else. */
export function repairKeys(schema: v.GenericSchema, body: unknown): Repaired {
  const draft = new Draft(body)
  for (;;) {
    const deviations = deviationsOf(schema, draft.body)
    if (deviations.length === 0) return { status: 'repaired', body: draft.body, repairs: draft.repairs }
    const before = draft.repairs.length
    for (const deviation of deviations) {
      const place = deviation.kind === 'domain-key' ? draft.place(deviation) : undefined
      const edits = place ? renameKey(deviation, place) : []
      if (edits.length > 1) draft.applyAll(edits, deviation.path)
    }
    if (draft.repairs.length === before) return { status: 'unrepairable', deviations }
    if (draft.repairs.length > maxRepairs) return { status: 'too-many' }
  }
}

function mend(draft: Draft, deviation: Deviation, schema: v.GenericSchema, rules: Rules): void {
  const place = draft.place(deviation)
  if (place === undefined) return
  const edits = editsFor(deviation, place, rules)
  draft.applyAll(edits, place.path)
  if (edits.length > 0) return
  const ancestor = nullableAncestor(schema, draft.body, place.path)
  if (ancestor !== undefined) draft.apply('dropped-value', ancestor, null)
}

function editsFor(deviation: Deviation, place: Place, rules: Rules): readonly Edit[] {
  if (deviation.kind === 'domain-key') return renameKey(deviation, place)
  const read = coerce(deviation)
  return read.length > 0 ? read : (ruleAt(rules, place.path)?.(place) ?? [])
}

function ruleAt(rules: Rules, path: Path): Rule | undefined {
  let found: Rule | Rules | undefined = rules
  for (const key of path) {
    const step = typeof key === 'number' ? '[]' : key
    found = typeof found === 'object' && Object.hasOwn(found, step) ? found[step] : undefined
  }
  return typeof found === 'object' ? (found['.'] as Rule | undefined) : found
}

/** Numbers for strings and strings for numbers, where nothing is lost. */
function coerce({ expected, received }: Deviation): readonly Edit[] {
  if (typeof received === 'number' && /\bstring\b/.test(expected)) {
    return [{ code: 'string-from-number', value: String(received) }]
  }
  if (typeof received === 'string' && /\bnumber\b/.test(expected) && received.trim() !== '') {
    const value = Number(received)
    if (Number.isFinite(value)) return [{ code: 'number-from-string', value }]
  }
  return []
}

function renameKey({ expected, received }: Deviation, { path, parent }: Place): readonly Edit[] {
  const wireKey = /^"(.*)"$/.exec(expected)?.[1]
  const remove = (code: RepairCode): Edit => ({ code, value: undefined })
  if (wireKey === undefined || Object.hasOwn(parent, wireKey)) return [remove('reserved-key')]
  return [remove('domain-key'), { code: 'domain-key', path: [...path.slice(0, -1), wireKey], value: received }]
}

/** The body as repaired so far: containers are copied when they are first changed, the input never changes. */
class Draft {
  body: unknown
  readonly repairs: Repair[] = []
  readonly #copies = new WeakSet<object>()

  constructor(body: unknown) {
    this.body = body
  }

  /** Undefined where an earlier repair of the same round took the place away or mended it. */
  place({ path, received }: Deviation): Place | undefined {
    const key = path.at(-1)
    if (key === undefined) return { received, parent: {}, key: '', path, root: {} }
    const parent = this.at(path.slice(0, -1))
    if (typeof parent !== 'object' || parent === null) return undefined
    if (!Object.is((parent as JsonObject)[key], received)) return undefined
    return { received, parent: parent as JsonObject, key, path, root: this.body as JsonObject }
  }

  at(path: Path): unknown {
    let value = this.body
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
      value = (value as JsonObject)[key]
    }
    return value
  }

  applyAll(edits: readonly Edit[], path: Path): void {
    for (const edit of edits) this.apply(edit.code, edit.path ?? path, edit.value)
  }

  apply(code: RepairCode, path: Path, value: unknown): void {
    const received = this.at(path)
    this.#set(path, value)
    const message = `Repaired ${pathText(path)}: received ${preview(received)}, took ${preview(value)}`
    this.repairs.push({ code, path, received, message })
  }

  #set(path: Path, value: unknown): void {
    const key = path.at(-1)
    if (key === undefined) {
      this.body = value
      return
    }
    let container = (this.body = this.#own(this.body)) as JsonObject
    for (const step of path.slice(0, -1)) {
      container[step] = this.#own(container[step])
      container = container[step] as JsonObject
    }
    if (value === undefined) delete container[key]
    else container[key] = value
  }

  #own(container: unknown): unknown {
    if (this.#copies.has(container as object)) return container
    const copy = Array.isArray(container) ? [...container] : { ...(container as JsonObject) }
    this.#copies.add(copy)
    return copy
  }
}
