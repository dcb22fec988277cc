import { type DotPath, valueAt } from './dot-path.ts'
import { preview } from './preview.ts'

/** One payload of an input, with what its envelope says of it. */
export interface Body {
  /** Undefined where the envelope has none. */
  readonly value: unknown
  /** The payload itself where there is no envelope. */
  readonly envelope: unknown
  /** The position in a list of bodies. */
  readonly index?: number
  readonly id?: string
  readonly group?: string
}

export interface BodyOptions {
  readonly at?: DotPath
  readonly group?: DotPath
}

/** The bodies in one JSON value: itself, or its items where it is a list. Envelopes are opened. */
export function bodiesIn(json: unknown, options: BodyOptions): Body[] {
  if (!isList(json)) return [open(json, options)]
  return json.map((item, index) => ({ ...open(item, options), index }))
}

/** A list of objects; but Gemini sends an error as a list of one. */
function isList(json: unknown): json is unknown[] {
  if (!Array.isArray(json) || !json.every(isObject)) return false
  const [first] = json
  return !(json.length === 1 && first !== undefined && Object.keys(first).join() === 'error')
}

function open(envelope: unknown, { at, group }: BodyOptions): Body {
  const id = nameOf(valueAt(envelope, ['id']))
  return {
    value: at ? unwrap(valueAt(envelope, at)) : envelope,
    envelope,
    ...(id === undefined ? {} : { id }),
    ...(group === undefined ? {} : { group: nameOf(valueAt(envelope, group)) ?? '(none)' }),
  }
}

/** Many logs keep the payload as its JSON text. */
function unwrap(payload: unknown): unknown {
  if (typeof payload !== 'string' || !/^\s*[{[]/.test(payload)) return payload
  try {
    return JSON.parse(payload)
  } catch {
    return payload
  }
}

/** A value as a name: for those that are not just one, what they are. */
function nameOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'object' ? '(object)' : preview(String(value), 60)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
