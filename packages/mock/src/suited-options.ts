import type { Kind } from './kind.ts'
import type { ReplyOptions } from './reply-options.ts'

const told: Readonly<Record<Kind, string>> = {
  text: 'a text',
  completion: 'a completion',
  chunks: 'a list of chunks',
  error: 'an error',
  response: 'a response',
  live: 'an answer that comes piece by piece',
}

const completions: readonly Kind[] = ['text', 'completion']
const known: readonly Kind[] = [...completions, 'chunks']
const made: readonly Kind[] = [...known, 'error']
const all: readonly Kind[] = [...made, 'response', 'live']

/** Which kinds of answers an option is for. */
const kindsOf: Readonly<Record<keyof ReplyOptions, readonly Kind[]>> = {
  name: all,
  times: all,
  latency: all,
  status: made,
  headers: made,
  tokensPerSecond: known,
  fault: known,
  cut: known,
  lineEnd: known,
  comments: known,
  done: known,
  last: known,
  by: completions,
  dialect: completions,
}

/**
 * What holds for an answer of this kind: a rule's own options, then those of the mock that suit it.
 *
 * @throws {TypeError} One of the rule's own does not suit it.
 */
export function suitedOptions(kind: Kind, own: ReplyOptions, defaults: ReplyOptions): ReplyOptions {
  const given = entriesOf(own)
  const wrong = given.find(([name]) => kindsOf[name]?.includes(kind) === false)
  if (wrong) {
    const kinds = kindsOf[wrong[0]].map((suited) => told[suited]).join(', ')
    throw new TypeError(`Cannot give "${wrong[0]}" to ${told[kind]}: it is for ${kinds}`)
  }
  const others = entriesOf(defaults).filter(([name]) => kindsOf[name].includes(kind))
  return Object.fromEntries([...others, ...given])
}

/** An option that is undefined is none. */
function entriesOf(options: ReplyOptions): [keyof ReplyOptions, unknown][] {
  const entries = Object.entries(options) as [keyof ReplyOptions, unknown][]
  return entries.filter(([, value]) => value !== undefined)
}
