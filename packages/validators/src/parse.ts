import type { ChatCompletionError } from '@chat-completion/core'
import * as v from 'valibot'
import { deviationsOf, pathText, validationError } from './deviation.ts'
import { limitError, overLimit } from './limits.ts'
import { maxRepairs, type Repair, type Rules, repair } from './repair.ts'

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

/** What is parsed: its name for messages, its schema and rules, and the way from the wire. */
export interface Subject<WireValue, Value> {
  readonly name: string
  readonly schema: v.GenericSchema<WireValue>
  readonly rules: Rules
  /** What a body is in place of one, such as an error of the provider. */
  readonly refuse: (body: unknown) => ChatCompletionError | undefined
  readonly fromWire: (wire: WireValue) => Value
}

export function safeParse<WireValue, Value>(
  subject: Subject<WireValue, Value>,
  body: unknown,
  options: ParseOptions,
): ParseResult<Value> {
  const refused = overLimit(body) ?? subject.refuse(body)
  if (refused !== undefined) return failure(refused)
  if (v.is(subject.schema, body)) return { success: true, value: subject.fromWire(body), repairs: [] }
  if (options.mode === 'strict') return failure(validationError(subject.name, deviationsOf(subject.schema, body)))
  const outcome = repair(subject.schema, body, subject.rules)
  if (outcome.status === 'too-many') return failure(limitError(`it takes more than ${maxRepairs} repairs`))
  if (outcome.status === 'unrepairable') return failure(validationError(subject.name, outcome.deviations))
  return { success: true, value: subject.fromWire(outcome.body as WireValue), repairs: outcome.repairs }
}

function failure(error: ChatCompletionError): { readonly success: false; readonly error: ChatCompletionError } {
  return { success: false, error }
}

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
      addIssue({ message: result.error.message })
      return NEVER
    }),
  )
}
