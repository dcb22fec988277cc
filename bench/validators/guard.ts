import type { Node } from '../../packages/validators/src/node.ts'
import { derive, type Vocabulary } from './derive.ts'

/** The condition under which the value of an expression fits. */
type Condition = (value: string) => string

/**
 * The plainest guard there is, as typia writes it: conditions in a row, a function per object. It says yes or no and nothing else, so
 * it is the least that checking can cost.
 *
 * @param adapt Changes what is said.
 */
export function guard(
  node: Node,
  adapt: (vocabulary: Vocabulary<Condition>) => Vocabulary<Condition> = (vocabulary) => vocabulary,
): (value: unknown) => boolean {
  const functions: string[] = []

  const vocabulary: Vocabulary<Condition> = {
    string: (value) => `typeof ${value} === 'string'`,
    nonEmptyString: (value) => `typeof ${value} === 'string' && ${value} !== ''`,
    number: (value) => `Number.isFinite(${value})`,
    boolean: (value) => `typeof ${value} === 'boolean'`,
    unknown: () => 'true',
    literal: (values) => (value) => any(values.map((each) => `${value} === ${JSON.stringify(each)}`)),
    otherThan: (values) => (value) =>
      all([`typeof ${value} === 'string'`, ...['', ...values].map((each) => `${value} !== ${JSON.stringify(each)}`)]),
    nullable: (inner) => (value) => any([`${value} === null`, inner(value)]),
    nullish: (inner) => (value) => any([`${value} === undefined`, `${value} === null`, inner(value)]),
    either: (options) => (value) => any(options.map((option) => option(value))),
    list: (item) => (value) => `Array.isArray(${value}) && ${value}.every((each) => ${item('each')})`,
    dictionary: (each) => (value) =>
      `${isObject(value)} && Object.keys(${value}).every((key) => ${each(`${value}[key]`)})`,
    object(entries, forbidden) {
      const conditions = [
        ...entries.map(({ key, schema }) => schema(`value.${key}`)),
        ...forbidden.map((key) => `value.${key} === undefined`),
      ]
      const name = `is${functions.length}`
      functions.push(`function ${name}(value) { return ${conditions.length > 0 ? all(conditions) : 'true'} }`)
      return (value) => `${isObject(value)} && ${name}(${value})`
    },
    oneOf: (key, arms, others) => (value) =>
      any([
        ...arms.map(({ kinds, schema }) =>
          all([`${isObject(value)}`, any(kinds.map((kind) => `${value}.${key} === '${kind}'`)), schema(value)]),
        ),
        ...(others ? [others(value)] : []),
      ]),
  }

  const condition = derive(node, adapt(vocabulary))('value')
  return new Function(`${functions.join('\n')}\nreturn (value) => ${condition}`)()
}

function isObject(value: string): string {
  return `typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value})`
}

function any(conditions: readonly string[]): string {
  return `(${conditions.map((each) => `(${each})`).join(' || ')})`
}

function all(conditions: readonly string[]): string {
  return conditions.map((each) => `(${each})`).join(' && ')
}
