export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys and indices from the root, in the spelling of the wire. */
export type Path = readonly (string | number)[]

/** `choices[0].message.content`; `body` for the root. */
export function pathText(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return text.replace(/^\./, '') || 'body'
}

/** A short form for messages: never a whole prompt. */
export function preview(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (Array.isArray(value)) return 'Array'
  return isObject(value) ? 'Object' : String(value)
}
