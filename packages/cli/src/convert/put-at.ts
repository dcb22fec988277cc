import type { DotPath } from '../dot-path.ts'

/** A copy of the value, with another at the path, which leads to something. */
export function putAt(value: unknown, path: DotPath, other: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return other
  const below = putAt((value as Record<string, unknown>)[key], rest, other)
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? below : item))
  // Unlike a spread with a computed key, it makes `__proto__` a key like any other.
  return Object.fromEntries(Object.entries(value as object).map(([name, item]) => [name, name === key ? below : item]))
}
