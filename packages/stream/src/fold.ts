/** What has been gathered of an object. Without a prototype: a key named `constructor` or `__proto__` is data like any other. */
export type Gathered = Record<string, unknown>

export function gather(): Gathered {
  return Object.create(null)
}

/** Strings that name something, and are sent again as they are: the last one counts. */
const labels = new Set(['id', 'type', 'name', 'role', 'model', 'format', 'channel', 'signature', 'toolName', 'toolCallId'])

/**
 * Adds a key of a delta to what has been gathered, where nothing is known of the key: strings grow, lists grow, everything else is
 * replaced. Null says nothing, and stays only where nothing else comes.
 */
export function fold(target: Gathered, key: string, value: unknown): void {
  const before = target[key]
  if (value === undefined || (value === null && before !== undefined)) return
  if (typeof value === 'string' && typeof before === 'string' && !labels.has(key)) target[key] = before + value
  else if (Array.isArray(value)) target[key] = appended(before, value)
  else target[key] = value
}

/** Replaces what has been gathered, but for null; an object keeps the keys that the new one lacks. */
export function keep(target: Gathered, key: string, value: unknown): void {
  const before = target[key]
  if (value === undefined || (value === null && before !== undefined)) return
  target[key] = isObject(value) && isObject(before) ? { ...before, ...value } : value
}

/** Items with an index continue the item of that index that an earlier delta brought; all others are new. */
function appended(before: unknown, items: readonly unknown[]): unknown[] {
  const list: unknown[] = Array.isArray(before) ? before : []
  const { length } = list
  for (const item of items) {
    const at = isObject(item) ? earlier(list, length, item) : -1
    if (at < 0) list.push(item)
    else list[at] = folded(list[at] as object, item as object)
  }
  return list
}

function earlier(list: readonly unknown[], length: number, { index }: { readonly index?: unknown }): number {
  if (typeof index !== 'number') return -1
  // The last one is the likeliest.
  for (let at = length - 1; at >= 0; at -= 1) if ((list[at] as { index?: unknown } | null)?.index === index) return at
  return -1
}

/** One object and what comes after it, as a new object. */
export function folded(before: object, value: object): object {
  const target = Object.assign(gather(), settled(before))
  for (const [key, item] of Object.entries(value)) fold(target, key, item)
  return { ...target }
}

/** A copy of what has been gathered so far, with lists of its own. */
export function settled(gathered: object): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...gathered }
  for (const [key, value] of Object.entries(copy)) if (Array.isArray(value)) copy[key] = [...value]
  return copy
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
