import * as v from 'valibot'
import type { Path } from './deviation.ts'
import { isObject, type JsonObject } from './schema.ts'

/** What schemas are made of, as far as walking needs it. */
type Node = v.GenericSchema & {
  readonly wrapped?: Node
  readonly options?: readonly Node[]
  readonly key?: string
  readonly entries?: Readonly<Record<string, Node>>
  readonly item?: Node
  readonly open?: boolean
}

/** The container that a value is judged by: wrappers and unions are seen through. Undefined where the schema ends. */
export function containerOf(schema: v.GenericSchema, value: unknown): Node | undefined {
  const node = schema as Node
  if (node.wrapped) return containerOf(node.wrapped, value)
  if (node.type === 'variant') {
    const { key } = node
    return node.options?.find((arm) => isObject(value) && key && accepts(arm.entries?.[key], value[key]))
  }
  if (node.type === 'union') {
    return node.options?.map((option) => containerOf(option, value)).find((option) => option !== undefined)
  }
  if (node.entries) return isObject(value) ? node : undefined
  return node.item && Array.isArray(value) ? node : undefined
}

function accepts(schema: Node | undefined, value: unknown): boolean {
  return schema !== undefined && v.is(schema, value)
}

/** The place on the way to `path`, as near to it as can be, whose value may be null. */
export function nullableAncestor(schema: v.GenericSchema, body: unknown, path: Path): Path | undefined {
  let found: Path | undefined
  let value = body
  let node: Node | undefined = containerOf(schema, body)
  for (const [depth, key] of path.entries()) {
    const below: Node | undefined = typeof key === 'number' ? node?.item : node?.entries?.[key]
    if (below === undefined) break
    if (below.type === 'exact_optional' || below.type === 'nullable') found = path.slice(0, depth + 1)
    value = (value as JsonObject)?.[key]
    node = containerOf(below, value)
  }
  return found
}

export interface UnknownKey {
  readonly path: Path
  readonly value: unknown
}

/** The keys that no schema on the way lists; below opaque keys and unlisted kinds nothing is unknown. */
export function unknownKeys(schema: v.GenericSchema, value: unknown, path: Path = []): UnknownKey[] {
  const { entries, item, open } = containerOf(schema, value) ?? {}
  if (item) return (value as unknown[]).flatMap((each, index) => unknownKeys(item, each, [...path, index]))
  if (!entries || open) return []
  return Object.entries(value as JsonObject).flatMap(([key, each]) => {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined
    return entry ? unknownKeys(entry, each, [...path, key]) : [{ path: [...path, key], value: each }]
  })
}
