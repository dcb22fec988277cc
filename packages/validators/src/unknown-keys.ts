import type { GenericSchema } from 'valibot'
import { isObject, type JsonObject, type Path } from './json.ts'
import { armFor, type Node } from './node.ts'
import { maxDeviations } from './reading.ts'

/** The container that a value is judged by: wrappers and unions are seen through. Undefined where the schema ends. */
function containerOf(node: Node | undefined, value: unknown): Node | undefined {
  if (node?.wrapped) return containerOf(node.wrapped, value)
  if (node?.type === 'union') return node.options?.map((option) => containerOf(option, value)).find(Boolean)
  if (node?.type === 'variant') return isObject(value) ? armFor(node, value) : undefined
  return (node?.entries && isObject(value)) || (node?.item && Array.isArray(value)) ? node : undefined
}

export interface UnknownKey {
  readonly path: Path
  readonly value: unknown
}

/** The keys that no schema on the way lists, up to {@link maxDeviations}; below opaque keys and unlisted kinds none is unknown. */
export function unknownKeys(schema: GenericSchema, value: unknown): UnknownKey[] {
  const found: UnknownKey[] = []
  collect(schema, value, [], found)
  return found
}

function collect(schema: GenericSchema, value: unknown, path: (string | number)[], found: UnknownKey[]): void {
  const container = containerOf(schema, value)
  if (container === undefined || container.open || found.length >= maxDeviations) return
  const { entries, item } = container
  const below = (inner: Node, each: unknown, step: string | number): void => {
    path.push(step)
    collect(inner, each, path, found)
    path.pop()
  }
  if (item) {
    for (const [index, each] of (value as unknown[]).entries()) below(item, each, index)
    return
  }
  for (const key of Object.keys(value as JsonObject)) {
    const each = (value as JsonObject)[key]
    const entry = entries && Object.hasOwn(entries, key) ? entries[key] : undefined
    if (each === undefined) continue
    if (entry === undefined) {
      if (found.length < maxDeviations) found.push({ path: [...path, key], value: each })
    } else if (typeof each === 'object') below(entry, each, key)
  }
}
