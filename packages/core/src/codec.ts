/** How the objects of one concept travel: each known key of two words, and each with something known below it. */
export interface Shape {
  readonly fields: Readonly<Record<string, Below>>
  /** What the spelling of keys cannot express: applied to the domain object after decoding, */
  readonly decoded?: (domain: JsonObject) => JsonObject
  /** and before encoding. */
  readonly encodable?: (domain: JsonObject) => JsonObject
}

/** The shape of an object or of each item of an array; a function where it depends on the object. */
export type Below = Shape | ((value: JsonObject) => Shape | undefined)

export type JsonObject = Record<string, unknown>

/** The fields that a shape of `WireObject` must list, every key of two words, and may, every other. */
export type Fields<WireObject> = {
  readonly [Key in keyof WireObject as Key extends `${string}_${string}` ? Key : never]-?: Below
} & {
  readonly [Key in keyof WireObject as Key extends `${string}_${string}` ? never : Key]?: Below
}

/** Below it is a plain value, or what the user or the provider names: passed on as it is. */
export function opaque(): undefined {
  return undefined
}

/** Wire to domain. Unknown keys and opaque values are passed on as they are, not copied. */
export function decode(value: unknown, below: Below): unknown {
  return convert(value, below, (shape, object) => {
    const domain: JsonObject = {}
    for (const key of Object.keys(object)) {
      const item = object[key]
      const field = own(shape.fields, key)
      if (field) domain[domainName(key)] = decode(item, field)
      else define(domain, key, item)
    }
    return shape.decoded ? shape.decoded(domain) : domain
  })
}

/** Domain to wire: the exact inverse of {@link decode}. Keys whose value is undefined are left out, as in JSON. */
export function encode(value: unknown, below: Below): unknown {
  return convert(value, below, (shape, object) => {
    const wire: JsonObject = {}
    const domain = shape.encodable ? shape.encodable(object) : object
    for (const name of Object.keys(domain)) {
      const item = domain[name]
      const key = wireKey(name)
      const field = own(shape.fields, key)
      if (item === undefined) continue
      if (!field) define(wire, name, item)
      // Of a key that is there in both spellings, the domain's counts.
      else if (name !== key || !Object.hasOwn(wire, key)) wire[key] = encode(item, field)
    }
    return wire
  })
}

function convert(value: unknown, below: Below, object: (shape: Shape, value: JsonObject) => JsonObject): unknown {
  if (typeof value !== 'object' || value === null || below === opaque) return value
  if (Array.isArray(value)) return value.map((item) => convert(item, below, object))
  const shape = typeof below === 'function' ? below(value as JsonObject) : below
  return shape ? object(shape, value as JsonObject) : value
}

/** The spelling of a key is regular: `top_p` is `topP`, `p50` is `p50`. */
function domainName(key: string): string {
  return key.includes('_') ? key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) : key
}

function wireKey(name: string): string {
  // Most are one word, and asking costs a tenth of replacing.
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name
}

/** Assigning to `__proto__` would change the prototype: a hostile body's key stays data. */
function define(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else object[key] = value
}

/** What `record` itself holds under a key; not what every object inherits. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: unknown): Value | undefined {
  return typeof key === 'string' && Object.hasOwn(record, key) ? record[key] : undefined
}
