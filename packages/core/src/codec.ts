/** How the objects of one concept travel: the domain name of each wire key that has another one, and what lies below it. */
export interface Shape {
  readonly fields: Readonly<Record<string, Field>>
  /** What the spelling of keys cannot express: applied to the domain object after decoding, */
  readonly decoded?: (domain: JsonObject) => JsonObject
  /** and before encoding. */
  readonly encodable?: (domain: JsonObject) => JsonObject
}

/** A name alone: what lies below is opaque, its keys are the user's or the provider's. */
type Field = string | readonly [name: string, below: Below]

/** The shape of an object or of each item of an array; a function where it depends on the object, undefined where that is opaque. */
export type Below = Shape | ((value: JsonObject) => Shape | undefined)

export type JsonObject = Record<string, unknown>

type DomainName<Key> = Key extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<DomainName<Tail>>}` : Key

/** The fields that a shape of `WireObject` must list, every key of two words, and may, every other. */
export type Fields<WireObject> = {
  readonly [Key in keyof WireObject as Key extends `${string}_${string}` ? Key : never]-?:
    | DomainName<Key>
    | readonly [DomainName<Key>, Below]
} & {
  readonly [Key in keyof WireObject as Key extends `${string}_${string}` ? never : Key]?: readonly [Key, Below]
}

/** Wire to domain. Unknown keys and opaque values are passed on as they are, not copied. */
export function decode(value: unknown, below: Below): unknown {
  if (Array.isArray(value)) return value.map((item) => decode(item, below))
  const shape = shapeOf(value, below)
  if (shape === undefined) return value
  const domain: JsonObject = {}
  for (const [key, item] of Object.entries(value as JsonObject)) {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined
    if (field === undefined) define(domain, key, item)
    else if (typeof field === 'string') domain[field] = item
    else domain[field[0]] = decode(item, field[1])
  }
  return shape.decoded ? shape.decoded(domain) : domain
}

/** Domain to wire: the exact inverse of {@link decode}. Keys whose value is undefined are left out, as in JSON. */
export function encode(value: unknown, below: Below): unknown {
  if (Array.isArray(value)) return value.map((item) => encode(item, below))
  const shape = shapeOf(value, below)
  if (shape === undefined) return value
  const domain = shape.encodable ? shape.encodable(value as JsonObject) : (value as JsonObject)
  const wire: JsonObject = {}
  const known = wireFields(shape)
  for (const [key, item] of Object.entries(domain)) {
    const field = known.get(key)
    if (item === undefined) continue
    if (field !== undefined) wire[field.key] = field.below ? encode(item, field.below) : item
    else if (!Object.hasOwn(wire, key)) define(wire, key, item)
  }
  return wire
}

function shapeOf(value: unknown, below: Below): Shape | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return typeof below === 'function' ? below(value as JsonObject) : below
}

interface WireField {
  readonly key: string
  readonly below: Below | undefined
}

const wireFieldsOf: WeakMap<Shape, ReadonlyMap<string, WireField>> = /* @__PURE__ */ new WeakMap()

function wireFields(shape: Shape): ReadonlyMap<string, WireField> {
  let fields = wireFieldsOf.get(shape)
  if (fields === undefined) {
    fields = new Map(
      Object.entries(shape.fields).map(([key, field]): [string, WireField] =>
        typeof field === 'string' ? [field, { key, below: undefined }] : [field[0], { key, below: field[1] }],
      ),
    )
    wireFieldsOf.set(shape, fields)
  }
  return fields
}

/** Assigning to `__proto__` would change the prototype: a hostile body's key stays data. */
function define(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else object[key] = value
}

/** The entry of `shapes` for an object's `type` or `role`; undefined for a kind that is not listed. */
export function listed<Value>(shapes: Readonly<Record<string, Value>>, kind: unknown): Value | undefined {
  return typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined
}
