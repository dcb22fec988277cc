import { type ChatCompletion, ChatCompletionError } from '@chat-completion/core'
import type { Repair } from '@chat-completion/validators'
import { type Kind, kindOf } from '../detect.ts'
import { codecs, type Form, formOf } from '../form.ts'
import { type Mode, parsers, parseStream } from '../parse.ts'
import type { UnreadableError } from '../unreadable-error.ts'

/** A checked body in domain form. */
export interface Body {
  readonly kind: Kind
  readonly value: unknown
}

/** What an input gives: a body, the reason why not, or, of a stream that breaks, both. */
export interface Outcome {
  readonly body?: Body
  readonly repairs: readonly Repair[]
  readonly error?: ChatCompletionError | UnreadableError
}

/** Checks a body of either form, and what it is told by its shape. */
export function toBody(json: unknown, mode: Mode, from?: Form): Outcome {
  try {
    const kind = kindOf(json)
    const form = from ?? formOf(kind, json)
    const result = parsers[kind](form === 'domain' ? codecs[kind].toWire(json) : json, { mode })
    if (!result.success) return { repairs: [], error: result.error }
    return { body: { kind, value: result.value }, repairs: result.repairs }
  } catch (error) {
    // The parsers have a limit of their own, but what looks for the form recurses first.
    if (error instanceof RangeError) return { repairs: [], error: tooDeep() }
    throw error
  }
}

function tooDeep(): ChatCompletionError {
  return new ChatCompletionError('limit', 'Cannot read the body: it is nested too deeply')
}

/** Adds a streamed answer up to a completion: where it breaks, to what had arrived. */
export async function streamToBody(source: AsyncIterable<Uint8Array | string>, mode: Mode): Promise<Outcome> {
  const { result, unreadable } = await parseStream(source, mode)
  const { completion, repairs, error } = result
  const [first] = repairs
  if (mode === 'strict' && first) {
    return { repairs: [], error: new ChatCompletionError('invalid-shape', first.message) }
  }
  const body = completionBody(completion)
  const reason = unreadable ?? error
  return { repairs, ...(body && { body }), ...(reason && { error: reason }) }
}

function completionBody(value: ChatCompletion): Body | undefined {
  return value.choices.length > 0 ? { kind: 'completion', value } : undefined
}
