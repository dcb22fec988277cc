import type { UnlistedType } from '@chat-completion/core'
import type * as v from 'valibot'
import { once } from './once.ts'
import { lazySchema, runnableSchema } from './runnable-schema.ts'

/**
 * A schema that judges exactly `Value`: neither a wider nor a narrower one is assignable, nor one that forgets or invents a key.
 *
 * Output is the input itself: schemas judge, they do not build.
 */
export interface Schema<Value, Key extends PropertyKey = keyof Value> extends v.GenericSchema<Value> {
  readonly '~exact'?: (value: Value, key: Key) => [Value, Key]
}

type Entries = Readonly<Record<string, v.GenericSchema>>

/** The schemas of keys that several objects share and that may be absent or null. */
export type Optional<Value> = { readonly [Key in keyof Value]-?: Schema<Exclude<Value[Key], null | undefined>> }

type Judged<Required extends Entries, Optional extends Entries> = {
  [Key in keyof Required]: v.InferOutput<Required[Key]>
} & {
  [Key in keyof Optional]?: v.InferOutput<Optional[Key]> | null
}

type Flat<Value> = { [Key in keyof Value]: Value[Key] }

export const string: Schema<string> = /* @__PURE__ */ leaf('string', (value) => typeof value === 'string')
export const boolean: Schema<boolean> = /* @__PURE__ */ leaf('boolean', (value) => typeof value === 'boolean')
/** Finite, because JSON's `1e999` is not; never an integer by decree. */
export const number: Schema<number> = /* @__PURE__ */ leaf('number', (value) => Number.isFinite(value))
/** What is the user's or the provider's alone. */
export const unknown: Schema<unknown> = /* @__PURE__ */ leaf('unknown', () => true)

/* @__NO_SIDE_EFFECTS__ */
export function leaf<Value>(
  type: 'string' | 'boolean' | 'number' | 'unknown',
  accepts: (value: unknown) => boolean,
  expects: string = type,
): Schema<Value> {
  return runnable(type, expects, { accepts })
}

/* @__NO_SIDE_EFFECTS__ */
export function literal<const Value extends string>(...options: readonly Value[]): Schema<Value> {
  const expects = options.map((option) => `"${option}"`).join(' | ')
  return runnable('picklist', expects, { options, accepts: (value: unknown) => options.includes(value as Value) })
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable<Value>(wrapped: Schema<Value>): Schema<Value | null> {
  return runnable('nullable', `${wrapped.expects} | null`, { wrapped })
}

/** One or the other, told apart by their type. */
/* @__NO_SIDE_EFFECTS__ */
export function either<One, Other>(one: Schema<One>, other: Schema<Other>): Schema<One | Other> {
  return runnable('union', `${one.expects} | ${other.expects}`, { options: [one, other] })
}

/** An object told by its `key`, which one arm lists; `others` judges the kinds that no arm lists. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const Arms extends readonly v.GenericSchema[], Others = never>(
  key: 'type' | 'role',
  arms: () => Arms,
  ...others: readonly Schema<Others>[]
): Schema<v.InferOutput<Arms[number]> | (Others extends object ? Flat<Others & { type: UnlistedType }> : never)> {
  return lazySchema('variant', { key }, 'options', () => [...arms(), ...others.map(open)]) as never
}

/* @__NO_SIDE_EFFECTS__ */
export function list<Item>(item: Schema<Item>): Schema<Item[]> {
  return runnable('array', 'Array', { item })
}

/** An object whose keys are the user's or the provider's. */
/* @__NO_SIDE_EFFECTS__ */
export function dictionary<Value>(value: Schema<Value>): Schema<Record<string, Value>> {
  return runnable('record', 'Object', { key: string, value })
}

/**
 * An object with required keys and optional ones, which may be absent or null; keys this library does not know are not its business.
 * They are asked for when the schema is first used, so that importing it costs next to nothing.
 *
 * A known key in the domain's spelling is a deviation, because the domain object could not hold both; so is each of
 * `reserved`, the keys that only the domain object has.
 */
/* @__NO_SIDE_EFFECTS__ */
export function record<const Required extends Entries, const Optional extends Entries = Record<never, never>>(
  entries: () => readonly [Required, Optional?],
  reserved?: readonly string[],
): Schema<Flat<Judged<NoInfer<Required>, NoInfer<Optional>>>> {
  return lazySchema('loose_object', { reserved }, 'entries', () => entriesOf(...entries())) as never
}

function entriesOf(required: Entries, optional?: Entries): Entries {
  const entries: Record<string, v.GenericSchema> = { ...required }
  for (const key in optional) entries[key] = mayBeAbsent(optional[key] as Schema<unknown>)
  return entries
}

/** A schema where it may be absent or null: most keys share few. */
const mayBeAbsent: (value: Schema<unknown>) => v.GenericSchema = /* @__PURE__ */ once((value) =>
  runnable('exact_optional', '', { wrapped: nullable(value) }),
)

/** The schema of an object whose other keys are the provider's, so that none of them is unknown. */
/* @__NO_SIDE_EFFECTS__ */
export function open<Value>(schema: Schema<Value>): Schema<Value> {
  return runnable(schema.type, schema.expects, { ...schema, open: true })
}

/** For the kinds that a union does not list. */
export const anyObject: Schema<object> = /* @__PURE__ */ record(() => [{}]) as never

/* @__NO_SIDE_EFFECTS__ */
function runnable<Value>(type: string, expects: string, parts: Readonly<Record<string, unknown>>): Schema<Value> {
  return runnableSchema(type, expects, parts) as never
}
