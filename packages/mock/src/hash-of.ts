/** A short name of a JSON value, whatever the order of its keys. */
export function hashOf(value: unknown): string {
  return hash(JSON.stringify(sorted(value)))
}

/** The same for the same keys in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

/** cyrb53: enough to tell requests of tests apart, and at once, where Web Crypto would need a turn that no fake timer gives. */
function hash(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x9e3779b1)
    other = Math.imul(other ^ text.charCodeAt(at), 0x5f356495)
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35)
  other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35)
  return ((other & 0x1fffff) * 0x100000000 + (one >>> 0)).toString(16).padStart(14, '0')
}
