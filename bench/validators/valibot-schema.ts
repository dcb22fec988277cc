import * as v from 'valibot'
import type { Vocabulary } from './derive.ts'

export const inValibot: Vocabulary<v.GenericSchema> = {
  string: v.string(),
  nonEmptyString: v.pipe(v.string(), v.nonEmpty()),
  number: v.pipe(v.number(), v.finite()),
  boolean: v.boolean(),
  unknown: v.unknown(),
  literal: (values) => (values.length === 1 ? v.literal(String(values[0])) : v.picklist(values)),
  otherThan: (values) => v.pipe(v.string(), v.notValues(['', ...values])),
  nullable: (inner) => v.nullable(inner),
  nullish: (inner) => v.nullish(inner),
  either: (options) => v.union(options),
  list: (item) => v.array(item),
  dictionary: (value) => v.record(v.string(), value),
  // Keys that never are: quicker than a check of its own.
  object: (entries, forbidden) =>
    v.looseObject(
      Object.fromEntries([
        ...entries.map(({ key, schema }) => [key, schema]),
        ...forbidden.map((key) => [key, v.exactOptional(v.never())]),
      ]),
    ),
  oneOf: (key, arms, others) =>
    v.variant(key, [...arms.map(({ schema }) => schema), ...(others ? [others] : [])] as never),
}
