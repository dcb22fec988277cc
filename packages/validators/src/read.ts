import { textOfParts } from '@chat-completion/core'
import type { GenericSchema } from 'valibot'
import { isObject, type JsonObject } from './json.ts'
import { maxSize, weigh } from './limits.ts'
import { armFor, type Node, wireKeyOf } from './node.ts'
import { once } from './once.ts'
import {
  begin,
  below,
  type Deviation,
  deviate,
  keyWeight,
  type Reader,
  readItems,
  takeNotes,
  tally,
} from './reading.ts'

/**
 * Judges a body and takes it from the wire to the domain in one pass, as the codec does: undefined where it deviates from its schema,
 * or is too large. In what it deviates, or what a compiled `reader` mended, is in {@link tally}.
 */
export function read(schema: GenericSchema, body: unknown, reader?: Reader): unknown {
  begin(reader ? keyWeight : 0)
  const value = (reader ?? readerFor(schema))(body, 0)
  return tally.isFit && tally.weight <= maxSize ? value : undefined
}

/** All in which a value deviates from its schema, up to {@link maxDeviations}, whatever its size: of an object, the missing keys last. */
export function deviationsOf(schema: GenericSchema, value: unknown): readonly Deviation[] {
  // Too large already: nothing is weighed.
  begin(maxSize + 1)
  readerFor(schema)(value, 0)
  return takeNotes() as Deviation[]
}

/** What a schema says, as functions: made when it is first needed, so that importing a schema costs nothing. */
export const readerFor: (node: Node) => Reader = /* @__PURE__ */ once(readerOf)

function readerOf(node: Node): Reader {
  const { accepts, wrapped, options, entries, item, value: each, expects } = node
  if (wrapped) return node.type === 'nullable' ? nullableReader(readerFor(wrapped)) : readerFor(wrapped)
  if (item) return listReader(node, readerFor(item))
  if (entries) return objectReader(node, entryReader(node, entries))
  if (each) return objectReader(node, dictionaryReader(readerFor(each)))
  if (options && !accepts)
    return node.type === 'union' ? unionReader(node, options) : objectReader(node, armReader(node, options))
  return (value, depth) => {
    if (!accepts?.(value)) deviate(expects, value)
    return weighed(value, depth)
  }
}

/** What is not taken apart is handed on as it is. */
function weighed(value: unknown, depth: number): unknown {
  if (tally.weight <= maxSize) tally.weight += weigh(value, depth)
  return value
}

/** What deviates in it can be dropped with it. */
function nullableReader(reader: Reader): Reader {
  return (value, depth) => {
    if (value === null) return value
    const before = tally.notes.length
    const read = reader(value, depth)
    for (let at = before; at < tally.notes.length; at += 1) (tally.notes[at] as Deviation).nullableAt ??= depth
    return read
  }
}

function listReader({ expects }: Node, reader: Reader): Reader {
  return (value, depth) => {
    if (!Array.isArray(value)) return deviate(expects, value)
    tally.weight += value.length
    return readItems(value, reader, depth)
  }
}

/** The options are tried one after the other. */
function unionReader({ expects }: Node, options: readonly Node[]): Reader {
  return (value, depth) => {
    const { weight, isFit, notes } = tally
    let found: Deviation[] | undefined
    for (const option of options) {
      tally.weight = weight
      tally.isFit = true
      tally.notes = []
      const read = readerFor(option)(value, depth)
      const tried = tally.notes as Deviation[]
      tally.notes = notes
      if (tally.isFit) {
        tally.isFit = isFit
        return read
      }
      // The option of the right type says where the value deviates from it.
      if (tried.every(({ path }) => path.length > 0)) found ??= tried
    }
    if (found) notes.push(...found)
    else deviate(expects, value)
    return value
  }
}

/** Reads the keys of an object into `domain`. */
type ObjectReader = (value: JsonObject, domain: JsonObject, depth: number) => unknown

function objectReader({ expects }: Node, readKeys: ObjectReader): Reader {
  return (value, depth) => (isObject(value) ? readKeys(value, {}, depth) : deviate(expects, value))
}

/** The object tells which option it is. */
function armReader(node: Node, options: readonly Node[]): ObjectReader {
  const { key = '' } = node
  return (value, _, depth) => {
    const arm = armFor(node, value)
    if (arm) return readerFor(arm)(value, depth)
    const expected = options.flatMap((option) => option.entries?.[key]?.expects ?? []).join(' | ')
    return deviate(expected, value[key], [key])
  }
}

function dictionaryReader(reader: Reader): ObjectReader {
  return (value, _, depth) => {
    for (const key in value) {
      if (value[key] === undefined) continue
      tally.weight += key.length + 1
      below(key, reader, value[key], depth)
    }
    return value
  }
}

function entryReader(node: Node, entries: Readonly<Record<string, Node>>): ObjectReader {
  const required = Object.entries(entries).filter(([, { type }]) => type !== 'exact_optional')
  const readKey = keyReaderFor(node)
  return (value, domain, depth) => {
    for (const key in value) readKey(domain, key, value[key], depth)
    for (const [key, { expects }] of required) {
      if (!Object.hasOwn(value, key) || value[key] === undefined) deviate(expects, undefined, [key])
    }
    const { content } = domain
    // A message's content is text in the domain: its parts have a place of their own.
    return node.reserved && Array.isArray(content)
      ? { ...domain, content: textOfParts(content), contentParts: content }
      : domain
  }
}

type KeyReader = (domain: JsonObject, key: string, value: unknown, depth: number) => void

/** Reads one key of an object into `domain`. */
export const keyReaderFor: (node: Node) => KeyReader = /* @__PURE__ */ once((node) => {
  const fields = new Map<string, Field>()
  return (domain, key, value, depth) => {
    if (value === undefined) return
    const field = fields.get(key) ?? newField(node, key, fields)
    tally.weight += key.length + 1
    const outcome = below(key, field.reader, value, depth)
    // Assigning to it would change the prototype.
    if (key === '__proto__')
      Object.defineProperty(domain, key, { value: outcome, enumerable: true, configurable: true, writable: true })
    else domain[field.name] = outcome
  }
})

/** A key in the domain, and what reads its value. */
interface Field {
  readonly name: string
  readonly reader: Reader
}

/** How many keys of an object are remembered, and how many characters they may have: a hostile body has millions. */
const maxRemembered = 100

/** A key this library does not know stays as it is, unless it is a known one in the domain's spelling. */
function newField(node: Node, key: string, fields: Map<string, Field>): Field {
  const { entries = {} } = node
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined
  const name = entry ? key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) : key
  const field = { name, reader: entry ? readerFor(entry) : readerOfUnknown(key, wireKeyOf(node, key)) }
  if (entry || (fields.size < maxRemembered && key.length < maxRemembered)) fields.set(key, field)
  return field
}

function readerOfUnknown(key: string, wireKey: string | undefined): Reader {
  return wireKey === undefined ? weighed : (value) => deviate(`no "${key}"`, value, [], wireKey)
}
