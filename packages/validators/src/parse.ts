import { type ChatCompletionError, ValidationError } from '@chat-completion/core'
import type { GenericSchema } from 'valibot'
import { limitError, overLimit } from './limits.ts'
import { read } from './read.ts'
import { type Mend, maxDeviations, type Reader, tally, toRepair } from './reading.ts'
import { type Mender, type Repair, repair } from './repair.ts'
import { issue, runnableSchema, type Verdict } from './runnable-schema.ts'
import { validationError } from './validation-error.ts'

export interface ParseOptions {
  /**
   * `'tolerant'`, the default, mends what providers are known to send, and names each repair; `'strict'` accepts only what the
   * contract says.
   */
  readonly mode?: 'tolerant' | 'strict'
}

export type ParseResult<Value> = Parsed<Value> | { readonly success: false; readonly error: ChatCompletionError }

export interface Parsed<Value> {
  readonly success: true
  readonly value: Value
  readonly repairs: readonly Repair[]
}

/** What is parsed: its name for messages, its schema, and what tolerant parsing mends. */
export interface Subject<WireValue, Value> {
  readonly name: string
  readonly schema: GenericSchema<WireValue>
  /** Its compiled reader. Without one, the schema says it all, more slowly. */
  readonly reader?: Reader | undefined
  readonly mender: Mender
  /** What a body is in place of one, such as an error of the provider. */
  readonly refuse?: (body: unknown) => ChatCompletionError | undefined
  /** What else is to be said of a body that is valid, or made so. */
  readonly complete?: (parsed: Parsed<Value>, wire: unknown, options: ParseOptions) => ParseResult<Value>
}

export function safeParse<WireValue, Value>(
  subject: Subject<WireValue, Value>,
  body: unknown,
  options: ParseOptions = byDefault,
): ParseResult<Value> {
  const { schema, reader, refuse } = subject
  let value = read(schema, body, reader)
  const repairs = value === undefined || tally.notes.length === 0 ? none : (tally.notes as Mend[]).map(toRepair)
  if (repairs.length > 0 && options.mode === 'strict') value = undefined
  const error = (value === undefined ? overLimit(body) : undefined) ?? refuse?.(body)
  if (error) return { success: false, error }
  return value === undefined ? mend(subject, body, options) : completed(subject, body, value as Value, repairs, options)
}

/** Made once: most answers have neither. */
const byDefault: ParseOptions = {}
const none: readonly Repair[] = /* @__PURE__ */ Object.freeze([])

function mend<WireValue, Value>(
  subject: Subject<WireValue, Value>,
  body: unknown,
  options: ParseOptions,
): ParseResult<Value> {
  const { name, schema, mender } = subject
  const mended = repair(schema, body, options.mode === 'strict' ? mendNothing : mender)
  const { repairs, left } = mended
  if (left.length > 0) {
    const tooMany = repairs.length > maxDeviations
    const error = tooMany ? limitError(`it takes more than ${maxDeviations} repairs`) : validationError(name, left)
    return { success: false, error }
  }
  // What was mended may be larger than what was sent: a message that is the delta, too.
  const error = mended.value === undefined ? overLimit(mended.body) : undefined
  if (error) return { success: false, error }
  return completed(subject, mended.body, mended.value as Value, repairs, options)
}

function completed<WireValue, Value>(
  { complete }: Subject<WireValue, Value>,
  wire: unknown,
  value: Value,
  repairs: readonly Repair[],
  options: ParseOptions,
): ParseResult<Value> {
  const parsed: Parsed<Value> = { success: true, value, repairs }
  return complete?.(parsed, wire, options) ?? parsed
}

function mendNothing(): undefined {}

/** The value of a result, or its error thrown. */
export function unwrap<Value>(result: ParseResult<Value>): Value {
  if (!result.success) throw result.error
  return result.value
}

/** The tolerant parser as a schema: its output is what parsing returns, its issues are what parsing throws. */
/* @__NO_SIDE_EFFECTS__ */
export function parsedSchema<Value>(parse: (body: unknown) => ParseResult<Value>): GenericSchema<unknown, Value> {
  const judge = (input: unknown): Verdict => {
    const result = parse(input)
    if (result.success) return { value: result.value, issues: [] }
    const { error } = result
    const said = error instanceof ValidationError ? error.issues : [{ path: [], message: error.message }]
    return { value: input, issues: said.map(({ path, ...rest }) => issue(path, input, rest)) }
  }
  return runnableSchema('unknown', 'unknown', { judge }) as never
}
