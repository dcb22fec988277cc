import type { GenericSchema } from 'valibot'
import { isObject, type JsonObject, type Path } from './json.ts'

/** A place where a value is not what its schema says. */
export interface Deviation {
  readonly path: Path
  readonly expected: string
  readonly received: unknown
  /** Of a known key in the domain's spelling: the wire's, or `''` where the wire has none. */
  readonly wireKey?: string
}

/** A schema in valibot's structure: a leaf that accepts values, or a container of schemas. */
export interface Node extends GenericSchema {
  readonly accepts?: (value: unknown) => boolean
  readonly wrapped?: Node
  readonly options?: readonly Node[]
  readonly key?: string
  readonly entries?: Readonly<Record<string, Node>>
  readonly reserved?: readonly string[]
  /** Its other keys are the provider's: none of them is unknown. */
  readonly open?: boolean
  readonly item?: Node
  readonly value?: Node
}

/** So many deviations are enough to refuse a body: a hostile one has millions. */
export const maxDeviations = 10_000

/** Everything in which `value` deviates from `node`, in the order of the schema's keys, up to {@link maxDeviations}. */
export function deviationsOf(node: GenericSchema, value: unknown): Deviation[] {
  const found: Deviation[] = []
  judge(node, value, [], found)
  return found
}

function judge(node: Node, value: unknown, path: (string | number)[], found: Deviation[]): void {
  if (found.length >= maxDeviations) return
  const { accepts, wrapped, options, key, entries, item } = node
  const below = (each: Node, inner: unknown, step: string | number): void => {
    path.push(step)
    judge(each, inner, path, found)
    path.pop()
  }
  const deviates = (expected: unknown, received: unknown, ...steps: string[]): number =>
    found.push({ path: [...path, ...steps], expected: expected as string, received })

  if (wrapped) {
    if (value !== null || node.type !== 'nullable') judge(wrapped, value, path, found)
  } else if (item) {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) below(item, each, index)
    else deviates(node.expects, value)
  } else if (accepts) {
    if (!accepts(value)) deviates(node.expects, value)
  } else if (node.type === 'union') {
    const tried = (options ?? []).map((option) => {
      const inside: Deviation[] = []
      judge(option, value, path, inside)
      return inside
    })
    if (tried.some((inside) => inside.length === 0)) return
    // The option of the right type says where the value deviates from it.
    const inside = tried.find((each) => each.every((deviation) => deviation.path.length > path.length))
    if (inside) found.push(...inside)
    else deviates(node.expects, value)
  } else if (!isObject(value)) deviates(node.expects, value)
  else if (entries) {
    for (const [name, entry] of Object.entries(entries)) {
      if (Object.hasOwn(value, name) && value[name] !== undefined) below(entry, value[name], name)
      else if (entry.type !== 'exact_optional') deviates(entry.expects, undefined, name)
    }
    for (const name of Object.keys(value)) {
      const wireKey = wireKeyOf(node, name)
      if (wireKey === undefined) continue
      found.push({ path: [...path, name], expected: `no "${name}"`, received: value[name], wireKey })
    }
  } else if (node.value) {
    for (const name of Object.keys(value)) below(node.value, value[name], name)
  } else if (key) {
    const arm = armFor(node, value)
    if (arm) judge(arm, value, path, found)
    else
      deviates((options ?? []).flatMap((option) => option.entries?.[key]?.expects ?? []).join(' | '), value[key], key)
  }
}

/** The option of a variant that lists an object's kind, else the one for kinds that none lists. */
export function armFor({ key = '', options = [] }: Node, value: JsonObject): Node | undefined {
  const kind = value[key]
  const listed = options.find(({ entries }) => entries?.[key]?.accepts?.(kind))
  return listed ?? (typeof kind === 'string' && kind !== '' ? options.find(({ open }) => open) : undefined)
}

/** The wire's spelling of a known key in the domain's, `''` for one that only the domain has. */
export function wireKeyOf({ entries = {}, reserved }: Node, name: string): string | undefined {
  if (reserved?.includes(name)) return ''
  if (name.length > 99) return undefined
  const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return key !== name && Object.hasOwn(entries, key) ? key : undefined
}
