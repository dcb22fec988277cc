import * as v from 'valibot'
import { closest } from '../../closest.ts'
import { preview } from '../../preview.ts'

export type Path = readonly (string | number)[]

/** A mistake in a file, for whoever wrote it. */
export interface Complaint {
  readonly path: Path
  readonly message: string
}

/** What is looked at of a schema. Its message says what it expects. */
interface Node extends v.GenericSchema {
  readonly message?: unknown
  readonly wrapped?: Node
  readonly item?: Node
  readonly entries?: Readonly<Record<string, Node>>
  readonly options?: readonly unknown[]
}

/** All in which a value is not what the schema says, in the order of the schema's keys: of an option, of the one that was meant. */
export function complaintsOf(schema: v.GenericSchema, value: unknown): Complaint[] {
  return judge(schema, value, [])
}

function judge(node: Node, value: unknown, path: Path): Complaint[] {
  if (node.wrapped) return judge(node.wrapped, value, path)
  if (node.type === 'union') return judgeUnion(node, value, path)
  if (shapeOf(node) !== shapeOfValue(value))
    return [{ path, message: `expected ${expectedBy(node)}, received ${shown(value)}` }]
  if (node.type === 'picklist') return judgeName(node, String(value), path)
  const below = node.entries ? judgeEntries(node, value as object, path) : judgeItems(node, value, path)
  return below.length > 0 ? below : judgePipe(node, value, path)
}

function judgeUnion(node: Node, value: unknown, path: Path): Complaint[] {
  const options = optionsOf(node).filter((option) => shapeOf(option) === shapeOfValue(value))
  const [first, ...others] = options
  if (first && others.length === 0) return judge(first, value, path)
  const keys = Object.keys(Object(value))
  const meant = options.find((option) => requiredOf(option).some((key) => keys.includes(key)))
  if (meant) return judge(meant, value, path)
  const suggestions = keys.map((key) => ({ key, name: closest(key, options.flatMap(requiredOf)) }))
  const suggestion = suggestions.find(({ name }) => name !== undefined)
  if (suggestion) return [unknownKey(suggestion.key, [String(suggestion.name)], path)]
  return [{ path, message: `expected ${expectedBy(node)}, received ${shown(value)}` }]
}

/** Those of unions inside of it, too. */
function optionsOf({ options = [] }: Node): Node[] {
  return (options as readonly Node[]).flatMap((option) => (option.type === 'union' ? optionsOf(option) : [option]))
}

function judgeEntries({ type, entries = {} }: Node, value: object, path: Path): Complaint[] {
  const names = Object.keys(entries)
  const unknown = type === 'strict_object' ? Object.keys(value).filter((key) => !names.includes(key)) : []
  const found = Object.entries(entries).flatMap(([name, entry]) => {
    if (Object.hasOwn(value, name)) return judge(entry, (value as Record<string, unknown>)[name], [...path, name])
    return entry.type === 'exact_optional' ? [] : [{ path, message: `"${name}" is missing` }]
  })
  return [...unknown.map((key) => unknownKey(key, names, path)), ...found]
}

function judgeItems({ item }: Node, value: unknown, path: Path): Complaint[] {
  return item ? (value as unknown[]).flatMap((each, index) => judge(item, each, [...path, index])) : []
}

function judgePipe(node: Node, value: unknown, path: Path): Complaint[] {
  const [issue] = v.safeParse(node, value, { abortEarly: true }).issues ?? []
  if (!issue) return []
  const at = (issue.path ?? []).map(({ key }) => key as string | number)
  return [{ path: [...path, ...at], message: `expected ${issue.message}, received ${shown(issue.input)}` }]
}

function judgeName({ options = [], message }: Node, value: string, path: Path): Complaint[] {
  if (options.includes(value)) return []
  const names = options.map(String)
  const kind = String(message).replace(/^an? /, '')
  return [{ path, message: `there is no ${kind} "${preview(value, 40)}"${hint(value, names)}` }]
}

function unknownKey(key: string, names: readonly string[], path: Path): Complaint {
  return { path: [...path, key], message: `there is no such key${hint(key, names)}` }
}

/** The name that was meant, or all that there are. */
function hint(word: string, names: readonly string[]): string {
  const name = closest(word, names)
  if (name !== undefined) return `, did you mean "${name}"?`
  return names.length > 0 ? `: expected ${names.length > 1 ? 'one of ' : ''}${names.join(', ')}` : ''
}

function requiredOf({ entries = {} }: Node): string[] {
  return Object.keys(entries).filter((name) => entries[name]?.type !== 'exact_optional')
}

type Shape = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'other'

function shapeOf({ type }: Node): Shape {
  if (type === 'string' || type === 'picklist') return 'text'
  if (type === 'number' || type === 'boolean') return type
  return type === 'array' ? 'list' : 'object'
}

function shapeOfValue(value: unknown): Shape {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' && value !== null ? 'object' : 'other'
}

function expectedBy(node: Node): string {
  return typeof node.message === 'string' ? node.message : 'an object'
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value !== 'object' || value === null) return preview(JSON.stringify(value), 40)
  const keys = Object.keys(value).slice(0, 6).join(', ')
  return preview(keys === '' ? 'an empty object' : `an object with ${keys}`, 80)
}
