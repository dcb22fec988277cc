import type { ChatCompletionChunk } from '@chat-completion/core'
import type { ParseResult } from '@chat-completion/validators'

type Path = readonly (string | number)[]

/** Where the chunks of a stream differ, mostly: the wire's key, and where its text lies in the chunk. */
const places: readonly { readonly key: string; readonly path: Path }[] = [
  { key: 'content', path: ['choices', 0, 'delta', 'content'] },
  { key: 'reasoning', path: ['choices', 0, 'delta', 'reasoning'] },
  { key: 'reasoning_content', path: ['choices', 0, 'delta', 'reasoningContent'] },
  { key: 'text', path: ['choices', 0, 'delta', 'reasoningDetails', 0, 'text'] },
  { key: 'summary', path: ['choices', 0, 'delta', 'reasoningDetails', 0, 'summary'] },
  { key: 'arguments', path: ['choices', 0, 'delta', 'toolCalls', 0, 'function', 'arguments'] },
  // Padding against traffic analysis: OpenAI, Mistral.
  { key: 'obfuscation', path: ['obfuscation'] },
  { key: 'p', path: ['p'] },
]

type Parsed = ParseResult<ChatCompletionChunk>
type Parse = (data: string) => Parsed

/**
 * What a chunk's JSON has in common with those after it: everything but a few texts. A chunk of the same frame is read by its
 * texts alone. It is the same chunk, with the same repairs, that parsing would give: the frame is compared to the letter, and was
 * proven by parsing it with other texts.
 */
export class Frame {
  /** The JSON before, between and after the texts: each ends or begins with a text's quote. */
  readonly #segments: readonly string[]
  readonly #paths: readonly Path[]
  readonly #parsed: Parsed & { readonly success: true }

  private constructor(
    segments: readonly string[],
    paths: readonly Path[],
    parsed: Parsed & { readonly success: true },
  ) {
    this.#segments = segments
    this.#paths = paths
    this.#parsed = parsed
  }

  /** The frame of a chunk; undefined where nothing tells its texts from the rest. */
  static of(data: string, parsed: Parsed, parse: Parse): Frame | undefined {
    if (!parsed.success) return undefined
    const holes = places.flatMap(({ key, path }) => holeAt(data, key, path, textAt(parsed.value, path)))
    if (holes.length === 0) return undefined
    holes.sort((one, other) => one.start - other.start)
    const ends = [0, ...holes.map(({ end }) => end)]
    const segments = ends.map((end, at) => data.slice(end, holes[at]?.start))
    const frame = new Frame(
      segments,
      holes.map(({ path }) => path),
      parsed,
    )
    const others = holes.map((_, at) => `~${at}`)
    const expected = frame.#fill(others)
    const proof = parse(segments.map((segment, at) => segment + (others[at] ?? '')).join(''))
    return JSON.stringify(proof) === JSON.stringify(expected) ? frame : undefined
  }

  /** The chunk that `data` holds, undefined where it is not of this frame. */
  read(data: string): Parsed | undefined {
    const segments = this.#segments
    const last = segments.length - 1
    const first = segments[0] as string
    const tail = segments[last] as string
    // Slices are compared a block at a time, `startsWith` a character at a time.
    if (data.slice(0, first.length) !== first || data.slice(-tail.length) !== tail) return undefined
    const texts: string[] = []
    let start = first.length
    for (let at = 1; at <= last; at += 1) {
      const end = at === last ? data.length - tail.length : data.indexOf(segments[at] as string, start)
      const text = end < start ? undefined : unquoted(data.slice(start, end))
      if (text === undefined) return undefined
      texts.push(text)
      start = end + (segments[at] as string).length
    }
    return this.#fill(texts)
  }

  #fill(texts: readonly string[]): Parsed {
    const value = copied(this.#parsed.value) as ChatCompletionChunk
    for (const [at, path] of this.#paths.entries()) {
      let container = value as unknown as Record<string | number, unknown>
      const last = path.length - 1
      for (let step = 0; step < last; step += 1) container = container[path[step] as string] as typeof container
      container[path[last] as string] = texts[at]
    }
    return { success: true, value, repairs: this.#parsed.repairs }
  }
}

interface Hole {
  readonly start: number
  readonly end: number
  readonly path: Path
}

/** Where a text stands in the JSON between its quotes; found or not, parsing will prove it. */
function holeAt(data: string, key: string, path: Path, text: unknown): Hole[] {
  if (typeof text !== 'string' || text === '') return []
  const quoted = JSON.stringify(text)
  for (const before of [`"${key}":`, `"${key}": `]) {
    const at = data.indexOf(before + quoted)
    const start = at + before.length + 1
    if (at >= 0) return [{ start, end: start + quoted.length - 2, path }]
  }
  return []
}

function textAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => Object(inner)[step], value)
}

/** The text between quotes of JSON; undefined where it is none. Long ones are copied: a slice would hold on to all of its source. */
function unquoted(text: string): string | undefined {
  if (text.length < 13 && !special.test(text)) return text
  try {
    return JSON.parse(`"${text}"`)
  } catch {
    return undefined
  }
}

const special = /["\\]|[^ -\uffff]/

/** A copy of JSON, so that no two chunks share a part. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copied)
  const copy: Record<string, unknown> = { ...value }
  for (const key in copy) {
    const inner = copy[key]
    if (typeof inner === 'object' && inner !== null) copy[key] = copied(inner)
  }
  return copy
}
