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
