import type { SchemaObject } from 'ajv'
import type { Vocabulary } from './derive.ts'

/** JSON Schema in the form that Ajv compiles to the quickest code. */
export const inJsonSchema: Vocabulary<SchemaObject> = {
  string: { type: 'string' },
  nonEmptyString: { type: 'string', minLength: 1 },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  unknown: {},
  literal: (values) => ({ type: 'string', enum: values }),
  otherThan: (values) => ({ type: 'string', not: { enum: ['', ...values] } }),
  nullable: orNull,
  nullish: orNull,
  // Each is of another type, so one schema can say them all, which is quicker than trying one after the other.
  either: (options) => Object.assign({}, ...options, { type: options.flatMap(({ type }) => type) }),
  list: (item) => ({ type: 'array', items: item }),
  dictionary: (value) => ({ type: 'object', additionalProperties: value }),
  object: (entries, forbidden) => ({
    type: 'object',
    required: entries.filter(({ isOptional }) => !isOptional).map(({ key }) => key),
    properties: Object.fromEntries([
      ...entries.map(({ key, schema }) => [key, schema]),
      ...forbidden.map((key) => [key, false]),
    ]),
  }),
  oneOf: (key, arms, others) => ({
    type: 'object',
    required: [key],
    ...arms.reduceRight<SchemaObject>(
      (otherwise, { kinds, schema }) => ({
        if: { properties: { [key]: { enum: kinds } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: schema,
        else: otherwise,
      }),
      others ?? { not: {} },
    ),
  }),
}

function orNull(inner: SchemaObject): SchemaObject {
  const { type, enum: values } = inner
  if (inner.if) return { anyOf: [{ type: 'null' }, inner] }
  return { ...inner, type: [type, 'null'].flat(), ...(values ? { enum: [...values, null] } : {}) }
}
