/** A way into a value, as written on the command line: `body`, `response.body`, `choices.0`. */
export type DotPath = readonly string[]

/** @returns Undefined where the text is no path. */
export function toDotPath(text: string): DotPath | undefined {
  const path = text.split('.')
  return path.includes('') ? undefined : path
}

/** What is at the path; undefined where there is nothing. */
export function valueAt(value: unknown, path: DotPath): unknown {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Record<string, unknown>)[key]
  }
  return found
}

/** A copy of the value, with another at the path, which leads to something. */
export function putAt(value: unknown, [key, ...rest]: DotPath, other: unknown): unknown {
  if (key === undefined) return other
  const below = putAt((value as Record<string, unknown>)[key], rest, other)
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? below : item))
  // Unlike a spread with a computed key, it makes `__proto__` a key like any other.
  return Object.fromEntries(Object.entries(value as object).map(([name, item]) => [name, name === key ? below : item]))
}
