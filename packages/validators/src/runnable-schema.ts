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

/**
 * A schema in valibot's structure, for everyone who reads or runs schemas, with a run of our own, because valibot's containers build a
 * new value, and lose `__proto__` and `constructor` on the way. There are hundreds: what they have in common is made once, so that
 * importing them costs next to nothing.
 */
export class RunnableSchema {
  readonly kind = 'schema'
  readonly async = false
  readonly reference: unknown = RunnableSchema
  /** Its own, because valibot spreads schemas to make others of them. */
  readonly '~run': typeof run = run
  readonly type: string
  readonly expects: string
  /** What is made of an input, where it is not only judged. */
  declare readonly judge?: (input: unknown) => Verdict

  constructor(type: string, expects: string, parts: object) {
    this.type = type
    this.expects = expects
    Object.assign(this, parts)
  }

  get '~standard'(): unknown {
    return { version: 1, vendor: 'valibot', validate: (value: unknown) => this['~run']({ value }) }
  }
}

/** The schema of objects, one part of which is made when it is first asked for. */
export class LazySchema extends RunnableSchema {
  readonly #make: () => unknown
  #made: unknown

  constructor(type: string, parts: object, part: 'entries' | 'options', make: () => unknown) {
    super(type, 'Object', parts)
    this.#make = make
    Object.defineProperty(this, part, LazySchema.#part)
  }

  /** The schema's own, for those who spread it; one for all, because that is quicker. */
  static readonly #part = {
    enumerable: true,
    get(this: LazySchema): unknown {
      this.#made ??= this.#make()
      return this.#made
    },
  }
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
