import { ChatCompletionError } from '@chat-completion/core'
import type { Repair } from '@chat-completion/validators'
import { bodiesIn, type Body as Payload } from '../bodies.ts'
import { type DotPath, putAt, valueAt } from '../dot-path.ts'
import type { Form } from '../form.ts'
import type { Mode } from '../parse.ts'
import { type Entry, isEventStream } from '../read.ts'
import type { UnreadableError } from '../unreadable-error.ts'
import { type Outcome, streamToBody, toBody } from './to-body.ts'
import { type StreamOptions, type Target, toTarget } from './to-target.ts'

export interface EntryOptions extends StreamOptions {
  readonly to: Target
  readonly from?: Form
  /** Where the body lies: it is converted in its place. */
  readonly at?: DotPath
  readonly mode: Mode
}

/** What became of one body. */
export interface Converted {
  /** Position in a list of bodies. */
  readonly index?: number
  readonly repairs: readonly Repair[]
  readonly error?: ChatCompletionError | UnreadableError
  /** What was made of it: also of what had arrived of a stream that breaks. */
  readonly made?: { readonly value: unknown }
}

/** What an entry of the input becomes, `made` being undefined where that is nothing. A list stays one, without what cannot be converted. */
export async function convertEntry(
  entry: Entry,
  options: EntryOptions,
): Promise<{ readonly made: Converted['made']; readonly bodies: readonly Converted[] }> {
  if ('error' in entry) return { made: undefined, bodies: [{ repairs: [], error: entry.error }] }
  if ('stream' in entry) {
    const body = finished(await streamToBody(entry.stream, options.mode), options)
    return { made: body.made, bodies: [body] }
  }
  const bodies: Converted[] = []
  for (const payload of bodiesIn(entry.json, options)) bodies.push(await convertPayload(payload, options))
  if (!Array.isArray(entry.json) || isAlone(bodies)) return { made: bodies[0]?.made, bodies }
  return { made: { value: bodies.flatMap(({ made }) => (made ? [made.value] : [])) }, bodies }
}

/** A list that counts as one body: Gemini's errors are. */
function isAlone([first, ...others]: readonly Converted[]): boolean {
  return first !== undefined && first.index === undefined && others.length === 0
}

async function convertPayload({ value, envelope, index }: Payload, options: EntryOptions): Promise<Converted> {
  const { at, from, mode } = options
  const place = index === undefined ? {} : { index }
  if (at && value === undefined) return { ...place, repairs: [], error: noPayload(at, envelope) }
  const isStream = typeof value === 'string' && isEventStream(value)
  const body = finished(isStream ? await streamToBody(only(value), mode) : toBody(value, mode, from), options)
  if (!at || !body.made) return { ...place, ...body }
  // Where a log keeps JSON as text, it stays text.
  const isText = !isStream && typeof valueAt(envelope, at) === 'string'
  const put = isText ? JSON.stringify(body.made.value) : body.made.value
  return { ...place, ...body, made: { value: putAt(envelope, at, put) } }
}

function finished({ body, ...outcome }: Outcome, { to, ...options }: EntryOptions): Converted {
  if (!body) return outcome
  try {
    return { ...outcome, made: { value: toTarget(body, to, options) } }
  } catch (error) {
    if (error instanceof ChatCompletionError) return { error, ...outcome }
    throw error
  }
}

async function* only(text: string): AsyncGenerator<string> {
  yield text
}

function noPayload(at: DotPath, envelope: unknown): ChatCompletionError {
  const keys = Object.keys(Object(envelope)).slice(0, 12).join(', ')
  const state = keys === '' ? 'has no keys' : `has the keys ${keys}`
  return new ChatCompletionError('no-completion', `Cannot find "${at.join('.')}": the record ${state}`)
}
