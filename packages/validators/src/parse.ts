import { type ChatCompletionError, ValidationError } from '@chat-completion/core'
import * as v from 'valibot'
import { maxDeviations } from './judge.ts'
import { limitError, overLimit } from './limits.ts'
import { misfit, read } from './read.ts'
import { type Mender, type Repair, repair } from './repair.ts'
import { validationError } from './validation-error.ts'

export interface ParseOptions {
  /**
   * `'tolerant'`, the default, mends what providers are known to send, and names each repair; `'strict'` accepts only what the
   * contract says.
   */
  readonly mode?: 'tolerant' | 'strict'
}

export type ParseResult<Value> =
  | { readonly success: true; readonly value: Value; readonly repairs: readonly Repair[] }
  | { readonly success: false; readonly error: ChatCompletionError }

/** What is parsed: its name for messages, its schema, what tolerant parsing mends, and the way from the wire. */
export interface Subject<WireValue, Value> {
  readonly name: string
  readonly schema: v.GenericSchema<WireValue>
  readonly mender: Mender
  /** What a body is in place of one, such as an error of the provider. */
  readonly refuse?: (body: unknown) => ChatCompletionError | undefined
  /** Where it is not given, the schema says it all. */
  readonly fromWire?: (wire: WireValue) => Value
}

export function safeParse<WireValue, Value>(
  { name, schema, mender, refuse, fromWire }: Subject<WireValue, Value>,
  body: unknown,
  { mode }: ParseOptions,
): ParseResult<Value> {
  const fromValid = fromWire ?? ((wire: unknown) => read(schema, wire))
  // A request's repairs are notes on what is valid: it takes the long way.
  const value = fromWire ? misfit : read(schema, body)
  const error = (value === misfit ? overLimit(body) : undefined) ?? refuse?.(body)
  if (error) return { success: false, error }
  if (value !== misfit) return { success: true, value: value as Value, repairs: [] }
  const { body: mended, repairs, left } = repair(schema, body, mode === 'strict' ? mendNothing : mender)
  if (left.length === 0) return { success: true, value: fromValid(mended as WireValue) as Value, repairs }
  const tooMany = repairs.length > maxDeviations
  return {
    success: false,
    error: tooMany ? limitError(`it takes more than ${maxDeviations} repairs`) : validationError(name, left),
  }
}

function mendNothing(): undefined {}

/** The value of a result, or its error thrown. */
export function unwrap<Value>(result: ParseResult<Value>): Value {
  if (!result.success) throw result.error
  return result.value
}

/** The tolerant parser as a schema: its output is what parsing returns, its issues are what parsing throws. */
/* @__NO_SIDE_EFFECTS__ */
export function parsedSchema<Value>(parse: (body: unknown) => ParseResult<Value>): v.GenericSchema<unknown, Value> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const result = parse(dataset.value)
      if (result.success) return result.value
      const { error } = result
      for (const { message, path } of error instanceof ValidationError
        ? error.issues
        : [{ message: error.message, path: [] }]) {
        const [first, ...rest] = path.map(
          (key): v.UnknownPathItem => ({ type: 'unknown', origin: 'value', input: undefined, key, value: undefined }),
        )
        addIssue(first ? { message, path: [first, ...rest] } : { message })
      }
      return NEVER
    }),
  )
}
