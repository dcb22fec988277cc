/** JSON text with sorted keys: equal for equal values, keys such as `__proto__` and `constructor` included, which matchers miss. */
export function canonical(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, item: unknown) => {
      if (typeof item === 'number' && !Number.isFinite(item)) return String(item)
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
      return Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
    },
    1,
  )
}
