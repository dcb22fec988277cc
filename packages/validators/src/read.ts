import { textOfParts } from '@chat-completion/core'
import type { GenericSchema } from 'valibot'
import { isObject, type JsonObject } from './json.ts'
import { armFor, deviationsOf, type Node, wireKeyOf } from './judge.ts'
import { maxSize, weigh } from './limits.ts'
import { given, keyWeight, misfit, type Reader, tally } from './reading.ts'

/** What a reader does about one key of an object. */
interface Field {
  readonly key: string
  readonly name: string
  readonly read: Reader
  readonly isRequired: boolean
  readonly isNullable: boolean
  /** Taken as it is where it is one, without a call: most of an answer is text. */
  readonly isString: boolean
  /** By a compiled reader. */
  readonly isRead: boolean
}

const readers = new WeakMap<Node, Reader>()

/**
 * Checks a body and takes it from the wire to the domain in one pass: the quick way for what needs no explanation.
 *
 * Accepts exactly the bodies without {@link deviationsOf} and within the limits, and gives what the codec gives; what a compiled
 * `reader` mends is in {@link tally}.
 */
export function read(schema: GenericSchema, body: unknown, reader?: Reader): unknown {
  tally.isFit = true
  tally.weight = reader ? keyWeight : 0
  if (tally.mends.length > 0) tally.mends = []
  const value = (reader ?? readerFor(schema))(body, 0)
  return tally.isFit && tally.weight <= maxSize ? value : misfit
}

/** Readers are made when they are first needed: importing a schema costs nothing. */
export function readerFor(node: Node): Reader {
  const found = readers.get(node)
  if (found) return found
  const made = readerOf(node)
  readers.set(node, made)
  return made
}

function readerOf(node: Node): Reader {
  const { accepts, options, item, entries } = node
  if (item) return listReader(readerFor(item))
  if (entries) return objectReader(node, entries)
  if (options && !accepts) return choiceReader(node, options)
  const fits = accepts ?? ((value) => deviationsOf(node, value).length === 0)
  return (value, depth) => (fits(value) ? weighed(value, depth) : misfit)
}

/** What is not taken apart is handed on as it is. */
function weighed(value: unknown, depth: number): unknown {
  tally.weight += weigh(value, depth)
  return value
}

function listReader(inner: Reader): Reader {
  return (value, depth) => {
    if (!Array.isArray(value)) return misfit
    const list: unknown[] = []
    for (const each of value) {
      tally.weight += 1
      const outcome = inner(each, depth + 1)
      if (outcome === misfit) return misfit
      list.push(outcome)
    }
    return list
  }
}

/** A union's options are tried one after the other, a variant's is told by the object. */
function choiceReader(node: Node, options: readonly Node[]): Reader {
  return (value, depth) => {
    const arms = node.type === 'union' ? options : isObject(value) ? [armFor(node, value)] : []
    for (const arm of arms) {
      const outcome = arm ? readerFor(arm)(value, depth) : misfit
      if (outcome !== misfit) return outcome
    }
    return misfit
  }
}

function objectReader(node: Node, entries: Readonly<Record<string, Node>>): Reader {
  const readKeys = keysReader(node, entries)
  const required = Object.values(entries).filter(isRequired).length
  return (value, depth) => {
    if (!isObject(value)) return misfit
    const domain: JsonObject = {}
    return readKeys(value, domain, depth) === required ? split(node, domain) : misfit
  }
}

/** Reads the keys of an object that no compiled reader has read, and gives how many required ones it found; -1 for a misfit. */
type KeysReader = (value: JsonObject, domain: JsonObject, depth: number) => number

function keysReader(node: Node, entries: Readonly<Record<string, Node>>, cold?: readonly string[]): KeysReader {
  const fields = new Map(
    Object.entries(entries).map(([key, entry]) => [key, knownField(key, entry, cold?.includes(key) === false)]),
  )
  // Chunks of a stream have the same keys in the same order. Of a hostile body with millions, not all are remembered.
  const last: (Field | undefined)[] = []
  return (value, domain, depth) => {
    let found = 0
    let position = 0
    for (const key in value) {
      let field = last[position]
      if (field?.key !== key) {
        field = fields.get(key) ?? unknownField(node, key, fields)
        if (position < maxRemembered && key.length < maxRemembered) last[position] = field
      }
      position += 1
      let each = value[key]
      if (field.isRead) continue
      tally.weight += key.length + 1
      if (field.isString && typeof each === 'string') tally.weight += each.length
      else if (each !== null || !field.isNullable) {
        each = field.read(each, depth + 1)
        if (each === misfit) return -1
      }
      if (field.isRequired && each !== undefined) found += 1
      if (key === '__proto__') Object.defineProperty(domain, key, { ...dataProperty, value: each })
      else domain[field.name] = each
    }
    return found
  }
}

/** For compiled readers: reads the keys of an object that they do not know, or whose value they left. */
/* @__NO_SIDE_EFFECTS__ */
export function restReader(
  schema: () => GenericSchema,
  cold: string,
): (value: JsonObject, domain: JsonObject, depth: number) => unknown {
  let readKeys: KeysReader | undefined
  return (value, domain, depth) => {
    const node: Node = schema()
    readKeys ??= keysReader(node, node.entries ?? {}, cold.split(' '))
    return given(readKeys(value, domain, depth) < 0 ? misfit : split(node, domain))
  }
}

/** A message's content is text in the domain: its parts have a place of their own. */
function split({ reserved }: Node, domain: JsonObject): JsonObject {
  const { content } = domain
  return reserved && Array.isArray(content)
    ? { ...domain, content: textOfParts(content), contentParts: content }
    : domain
}

/** How many keys of an object are remembered, and how many characters they may have. */
const maxRemembered = 100

/** Assigning to `__proto__` would change the prototype. */
const dataProperty = { enumerable: true, configurable: true, writable: true }

function isRequired(entry: Node): boolean {
  return entry.type !== 'exact_optional'
}

function knownField(key: string, entry: Node, isRead: boolean): Field {
  const given = isRequired(entry) ? entry : (entry.wrapped as Node)
  const isNullable = given.type === 'nullable'
  const inner = isNullable ? (given.wrapped as Node) : given
  const reader = readerFor(inner)
  return {
    key,
    name: key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    read: (value, depth) => (value === undefined ? value : reader(value, depth)),
    isRequired: isRequired(entry),
    isNullable,
    isRead,
    isString: inner.expects === 'string',
  }
}

/** A key this library does not know stays as it is, unless it is a known one in the domain's spelling. */
function unknownField(node: Node, key: string, fields: Map<string, Field>): Field {
  const read = wireKeyOf(node, key) === undefined ? weighed : () => misfit
  const field = { key, name: key, read, isRequired: false, isNullable: false, isString: false, isRead: false }
  if (fields.size < maxRemembered && key.length < maxRemembered) fields.set(key, field)
  return field
}
