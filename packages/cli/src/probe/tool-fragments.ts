import { at, listAt, textAt } from './json.ts'
import { piecesOf, type StreamView } from './stream-view.ts'

/** What the deltas of a stream say of calls, in their order. */
export function fragmentsOf(view: StreamView): readonly unknown[] {
  return piecesOf(view).flatMap(({ delta }) => listAt(delta, 'tool_calls'))
}

interface JoinedCall {
  readonly fragments: readonly unknown[]
  /** The arguments. */
  readonly text: string
  /** A fragment whose arguments are not text. */
  readonly odd: unknown
}

/** The first call. A fragment without an index belongs to it: that it has none is judged apart. */
export function joinedCall(view: StreamView): JoinedCall {
  const all = fragmentsOf(view)
  const index = at(all[0], 'index')
  const fragments = all.filter((fragment) => [index, undefined, null].includes(at(fragment, 'index') as typeof index))
  const odd = fragments.find(
    (fragment) => !['string', 'undefined'].includes(typeof at(fragment, 'function', 'arguments')),
  )
  return { fragments, text: fragments.map((fragment) => textAt(fragment, 'function', 'arguments')).join(''), odd }
}
