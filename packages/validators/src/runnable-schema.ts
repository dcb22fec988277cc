import type { BaseIssue } from 'valibot'
import { type Path, preview } from './json.ts'
import { deviationsOf } from './read.ts'
import type { Deviation } from './reading.ts'

/** What is to be said of one place. */
type Issue = BaseIssue<unknown>

export interface Verdict {
  readonly value: unknown
  readonly issues: readonly Issue[]
}

interface RunnableSchema {
  readonly '~run': (dataset: { readonly value: unknown }) => unknown
  /** What is made of an input, where it is not only judged. */
  readonly judge?: (input: unknown) => Verdict
}

/**
 * A schema in valibot's structure, for everyone who reads or runs schemas. Its run is our own, because valibot's containers build a new
 * value, and lose `__proto__` and `constructor` on the way.
 */
/* @__NO_SIDE_EFFECTS__ */
export function runnableSchema(type: string, expects: string, parts: object): RunnableSchema {
  return {
    kind: 'schema',
    async: false,
    reference: runnableSchema,
    type,
    expects,
    '~run': run,
    get '~standard'() {
      return { version: 1, vendor: 'valibot', validate: (value: unknown) => this['~run']({ value }) }
    },
    ...parts,
  } as RunnableSchema
}

/** The schema of an object, one part of which is made when it is first asked for. */
/* @__NO_SIDE_EFFECTS__ */
export function lazySchema(type: string, parts: object, part: 'entries' | 'options', make: () => unknown): unknown {
  let made: unknown
  const schema = runnableSchema(type, 'Object', { ...parts, '~part': () => (made ??= make()) })
  return Object.defineProperty(schema, part, itsPart)
}

/** Its own, for those who spread a schema, and the same for all, because that is quicker. */
const itsPart: PropertyDescriptor & ThisType<{ '~part': () => unknown }> = {
  enumerable: true,
  configurable: true,
  get() {
    return this['~part']()
  },
}

/** Judges the input, and hands it on. */
function run(this: RunnableSchema, { value: input }: { readonly value: unknown }): unknown {
  const { value, issues } = this.judge?.(input) ?? {
    value: input,
    issues: deviationsOf(this as never, input).map(toIssue),
  }
  return issues.length > 0 ? { value, typed: false, issues } : { value, typed: true }
}

function toIssue({ path, expected, received }: Deviation): Issue {
  const short = preview(received)
  return issue(path, received, { expected, received: short, message: `Expected ${expected}, received ${short}` })
}

export function issue(
  path: Path,
  input: unknown,
  said: { readonly expected?: string; readonly received?: string; readonly message: string },
): Issue {
  return {
    kind: 'schema',
    type: 'deviation',
    input,
    ...said,
    path: path.length > 0 ? path.map((key) => ({ type: 'unknown', origin: 'value', key, value: input })) : undefined,
  } as Issue
}
