import * as z from 'zod'
import type { Vocabulary } from './derive.ts'

export const inZod: Vocabulary<z.ZodType> = {
  string: z.string(),
  nonEmptyString: z.string().min(1),
  number: z.number(),
  boolean: z.boolean(),
  unknown: z.unknown(),
  literal: (values) => z.literal(values),
  otherThan: (values) => z.string().refine((value) => value !== '' && !values.includes(value)),
  nullable: (inner) => z.nullable(inner),
  nullish: (inner) => z.nullish(inner),
  either: (options) => z.union(options),
  list: (item) => z.array(item),
  dictionary: (value) => z.record(z.string(), value),
  // One check is quicker than keys that never are.
  object(entries, forbidden) {
    const object = z.looseObject(Object.fromEntries(entries.map(({ key, schema }) => [key, schema])))
    return forbidden.length === 0 ? object : object.refine((value) => !forbidden.some((key) => key in value))
  },
  oneOf(key, arms, others) {
    const listed = z.discriminatedUnion(key, arms.map(({ schema }) => schema) as never)
    return others ? z.union([listed, others]) : listed
  },
}
