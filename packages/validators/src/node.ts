import type { GenericSchema } from 'valibot'
import type { JsonObject } from './json.ts'

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
