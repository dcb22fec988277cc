import * as v from 'valibot'

/**
 * A schema that judges exactly `Value`: neither a wider nor a narrower one is assignable, nor one that forgets or invents a key.
 *
 * Output is the input itself: schemas judge, they do not build.
 */
export interface Schema<Value, Key extends PropertyKey = keyof Value> extends v.GenericSchema<Value> {
  readonly '~exact'?: (value: Value, key: Key) => [Value, Key]
}

/** The schema of a key that may be absent or null. */
export interface Given<Value> extends v.GenericSchema<Value> {
  readonly '~given'?: (value: Value) => Value
  readonly type: 'exact_optional'
}

/** The entries of `Value`, for those that several objects share. */
export type EntriesOf<Value> = {
  readonly [Key in keyof Value]-?: object extends Pick<Value, Key>
    ? Given<Exclude<Value[Key], undefined>>
    : Schema<Value[Key]>
}

type Entries = Readonly<Record<string, v.GenericSchema>>

type Judged<Shape extends Entries> = {
  [Key in keyof Shape as Shape[Key] extends { type: 'exact_optional' } ? never : Key]: v.InferOutput<Shape[Key]>
} & {
  [Key in keyof Shape as Shape[Key] extends { type: 'exact_optional' } ? Key : never]?: v.InferOutput<Shape[Key]>
}

type Flat<Value> = { [Key in keyof Value]: Value[Key] }

export const string: Schema<string> = v.string()
/** Finite, because JSON's `1e999` is not; never an integer by decree. */
export const number: Schema<number> = v.pipe(v.number(), v.finite())
export const boolean: Schema<boolean> = v.boolean()
/** What is the user's or the provider's alone. */
export const unknown: Schema<unknown> = v.unknown()

/* @__NO_SIDE_EFFECTS__ */
export function given<Value>(schema: Schema<Value>): Given<Value | null> {
  return v.exactOptional(v.nullable(schema)) as never
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable<Value>(schema: Schema<Value>): Schema<Value | null> {
  return v.nullable(schema) as never
}

/* @__NO_SIDE_EFFECTS__ */
export function literal<const Value extends string>(...values: readonly Value[]): Schema<Value> {
  return v.picklist(values) as never
}

/* @__NO_SIDE_EFFECTS__ */
export function either<One, Other>(one: Schema<One>, other: Schema<Other>): Schema<One | Other> {
  return v.union([one, other]) as never
}

/** An object told by its `key`: the arm that lists the kind, or the one for kinds that no arm lists. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const Arms extends readonly v.GenericSchema[]>(
  key: 'type' | 'role',
  arms: Arms,
): Schema<v.InferOutput<Arms[number]>> {
  return v.variant(key, arms as never) as never
}

/** At most so many deviations are collected from one array: a hostile one has millions. */
const maxIssuesPerList = 1000

/* @__NO_SIDE_EFFECTS__ */
export function list<Item>(item: Schema<Item>): Schema<Item[]> {
  return judge(v.array(item), (input, dataset, config) => {
    if (!Array.isArray(input)) return addIssue(dataset, 'Array')
    for (let index = 0; index < input.length; index += 1) {
      judgeItem(input, index, item, dataset, config)
      if (dataset.issues !== undefined && dataset.issues.length >= maxIssuesPerList) break
    }
  }) as never
}

/** An object whose keys are the user's or the provider's. */
/* @__NO_SIDE_EFFECTS__ */
export function dictionary<Value>(value: Schema<Value>): Schema<Record<string, Value>> {
  return judge(v.record(string, value), (input, dataset, config) => {
    if (!isObject(input)) return addIssue(dataset, 'Object')
    for (const key of Object.keys(input)) judgeItem(input, key, value, dataset, config)
  }) as never
}

/**
 * An object with these entries; keys this library does not know are not its business.
 *
 * A known key in the domain's spelling is a deviation, because the domain object could not hold both; so is each of
 * `reserved`, the keys that only the domain object has. `open`: its other keys are the provider's.
 */
/* @__NO_SIDE_EFFECTS__ */
export function record<const Shape extends Entries>(
  entries: Shape,
  { reserved = [], open = false }: { readonly reserved?: readonly string[]; readonly open?: boolean } = {},
): Schema<Flat<Judged<Shape>>> {
  const wireKeys = new Map<string, string | undefined>(reserved.map((key) => [key, undefined]))
  for (const key of Object.keys(entries)) {
    if (key.includes('_')) wireKeys.set(domainName(key), key)
  }
  return judge({ ...v.looseObject(entries), open }, (input, dataset, config) => {
    if (!isObject(input)) return addIssue(dataset, 'Object')
    for (const key of Object.keys(entries)) {
      const entry = entries[key] as v.GenericSchema
      if (Object.hasOwn(input, key)) judgeItem(input, key, entry, dataset, config)
      else if (entry.type !== 'exact_optional') addIssue(dataset, entry.expects ?? 'unknown', { input, key, value: undefined })
    }
    for (const [key, wireKey] of wireKeys) {
      if (Object.hasOwn(input, key)) {
        addIssue(dataset, wireKey === undefined ? `no "${key}"` : `"${wireKey}"`, { input, key, value: input[key] }, 'domain_key')
      }
    }
  }) as never
}

function domainName(wireKey: string): string {
  return wireKey.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}

export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type Dataset = v.OutputDataset<unknown, v.BaseIssue<unknown>> & { value: unknown }
type Config = v.Config<v.BaseIssue<unknown>>
type Judge = (input: unknown, dataset: Dataset, config: Config) => void

/**
 * The valibot schema `base`, for everyone who reads schemas, with a run of our own: valibot's builds a new value, and loses
 * `__proto__` and `constructor` on the way.
 */
function judge<Base extends v.GenericSchema>(base: Base, run: Judge): Base {
  const schema = {
    ...base,
    '~run'(dataset: Dataset, config: Config): Dataset {
      run(dataset.value, dataset, config)
      dataset.typed = dataset.issues === undefined
      return dataset
    },
    '~standard': {
      version: 1,
      vendor: 'valibot',
      validate: (value: unknown) => schema['~run']({ value } as Dataset, v.getGlobalConfig()),
    },
  }
  return schema as never
}

interface Place {
  readonly input: unknown
  readonly key: string | number
  readonly value: unknown
}

function judgeItem(input: object, key: string | number, schema: v.GenericSchema, dataset: Dataset, config: Config): void {
  const value = (input as JsonObject)[key]
  const { issues } = schema['~run']({ value }, config)
  if (issues === undefined) return
  const place = { type: 'unknown', origin: 'value', input, key, value } as const
  for (const issue of issues) {
    push(dataset, { ...issue, path: issue.path ? [place, ...issue.path] : [place] })
  }
}

function addIssue(dataset: Dataset, expected: string, place?: Place, type = 'type'): void {
  const value = place ? place.value : dataset.value
  const received = preview(value)
  push(dataset, {
    kind: 'schema',
    type,
    input: value,
    expected,
    received,
    message: `Expected ${expected}, received ${received}`,
    ...(place && { path: [{ type: 'unknown', origin: 'value', ...place }] }),
  })
}

function push(dataset: Dataset, issue: v.BaseIssue<unknown>): void {
  const found = dataset as { issues?: v.BaseIssue<unknown>[] }
  if (found.issues === undefined) found.issues = [issue]
  else found.issues.push(issue)
}

/** A short form for messages: never a whole prompt. */
export function preview(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (Array.isArray(value)) return 'Array'
  return typeof value === 'object' && value !== null ? 'Object' : String(value)
}
