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

/** What becomes of a known key. */
interface Step {
  readonly key: string
  readonly name: string
  readonly below: Below
}

/** By wire key for decoding, by either spelling for encoding: made when a shape is first met, because spelling costs more than all else. */
interface Steps {
  readonly byKey: ReadonlyMap<string, Step>
  readonly byName: ReadonlyMap<string, Step>
}

const known = new WeakMap<Shape, Steps>()

function stepsOf(shape: Shape): Steps {
  const found = known.get(shape)
  if (found) return found
  const steps = Object.entries(shape.fields).map(([key, below]): Step => ({ key, name: domainName(key), below }))
  const byKey = new Map(steps.map((step) => [step.key, step]))
  const made = { byKey, byName: new Map([...byKey, ...steps.map((step): [string, Step] => [step.name, step])]) }
  known.set(shape, made)
  return made
}

/** Wire to domain. Unknown keys and opaque values are passed on as they are, not copied. */
export function decode(value: unknown, below: Below): unknown {
  return convert(value, below, decodeObject)
}

function decodeObject(shape: Shape, object: JsonObject): JsonObject {
  const { byKey } = stepsOf(shape)
  const domain: JsonObject = {}
  for (const key of Object.keys(object)) {
    const step = byKey.get(key)
    if (step) domain[step.name] = decode(object[key], step.below)
    else define(domain, key, object[key])
  }
  return shape.decoded ? shape.decoded(domain) : domain
}

/** Domain to wire: the exact inverse of {@link decode}. Keys whose value is undefined are left out, as in JSON. */
export function encode(value: unknown, below: Below): unknown {
  return convert(value, below, encodeObject)
}

function encodeObject(shape: Shape, object: JsonObject): JsonObject {
  const { byName } = stepsOf(shape)
  const domain = shape.encodable ? shape.encodable(object) : object
  const wire: JsonObject = {}
  for (const name of Object.keys(domain)) {
    const item = domain[name]
    if (item === undefined) continue
    const step = byName.get(name)
    if (!step) define(wire, name, item)
    // Of a key that is there in both spellings, the domain's counts.
    else if (name === step.name || !Object.hasOwn(wire, name)) wire[step.key] = encode(item, step.below)
  }
  return wire
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
