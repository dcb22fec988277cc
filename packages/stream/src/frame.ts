import type { ChatCompletionChunk, ChatCompletionChunkChoiceDelta } from '@chat-completion/core'
import type { ParseResult, Repair } from '@chat-completion/validators'
import { detached } from './text.ts'

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

type Parsed = Extract<ParseResult<ChatCompletionChunk>, { success: true }>

/**
 * What a chunk's JSON has in common with those after it: everything but a few texts, or everything. A chunk of the same frame is read
 * by its texts alone. It is the same chunk, with the same repairs, that parsing would give: the frame is compared to the letter, and is
 * proven by parsing it with other texts.
 */
export class Frame {
  /** Of two chunks of this frame, one after the other, the second adds its delta, and says nothing else that the first has not. */
  readonly isAllInDelta: boolean
  /** The JSON before, between and after the texts: each ends or begins with a text's quote. */
  readonly #segments: readonly string[]
  readonly #paths: readonly Path[]
  readonly #parsed: Parsed
  readonly #data: string
  #isProven: boolean

  /** The frame of a chunk that was parsed. */
  constructor(data: string, parsed: Parsed) {
    const { value } = parsed
    const holes = places.flatMap(({ key, path }) => holeAt(data, key, path, textAt(value, path)))
    holes.sort((one, other) => one.start - other.start)
    const ends = [0, ...holes.map(({ end }) => end)]
    this.#segments = ends.map((end, at) => data.slice(end, holes[at]?.start))
    this.#paths = holes.map(({ path }) => path)
    this.#data = data
    // The chunk itself is its reader's, who may change it.
    this.#parsed = { ...parsed, value: copied(value) as ChatCompletionChunk }
    this.#isProven = holes.length === 0
    // Log probabilities grow, too.
    const isOne = value.choices.length === 1 && !value.choices[0]?.logprobs
    this.isAllInDelta = isOne && this.#paths.every(([key]) => key === 'choices' || key === 'obfuscation')
  }

  /** Whether the texts are where they seem to be. */
  isProven(parse: (data: string) => ParseResult<ChatCompletionChunk>): boolean {
    if (this.#isProven) return true
    const mark = marks.find((each) => !this.#data.includes(each))
    if (mark === undefined) return false
    const others = this.#paths.map((_, at) => mark + at)
    const expected = { success: true, value: this.chunk(others), repairs: this.repairs }
    const proof = parse(this.#segments.map((segment, at) => segment + (others[at] ?? '')).join(''))
    this.#isProven = JSON.stringify(proof) === JSON.stringify(expected)
    return this.#isProven
  }

  get repairs(): readonly Repair[] {
    return this.#parsed.repairs
  }

  /** The texts of a chunk, undefined where `data` is not of this frame. */
  read(data: string): string[] | undefined {
    const segments = this.#segments
    const last = segments.length - 1
    const first = segments[0] as string
    if (last === 0) return data === first ? [] : undefined
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
    return texts
  }

  /** The chunk with these texts. */
  chunk(texts: readonly string[]): ChatCompletionChunk {
    return this.#fill(this.#parsed.value, 0, texts) as ChatCompletionChunk
  }

  /** Of a chunk with one choice and these texts: what it adds to the choice. */
  delta(texts: readonly string[]): ChatCompletionChunkChoiceDelta {
    return this.#fill(this.#parsed.value.choices[0]?.delta, 3, texts) as ChatCompletionChunkChoiceDelta
  }

  /** A copy of what lies as deep as this in the chunk. */
  #fill(value: unknown, depth: number, texts: readonly string[]): unknown {
    const copy = copied(value)
    const paths = this.#paths
    for (let at = 0; at < paths.length; at += 1) {
      const path = paths[at] as Path
      let container = copy as Record<string | number, unknown>
      const last = path.length - 1
      if (last < depth) continue
      for (let step = depth; step < last; step += 1) container = container[path[step] as string] as typeof container
      container[path[last] as string] = detached(texts[at] as string)
    }
    return copy
  }
}

/** Private characters, which hardly any text has: another text in a hole must not be what stands elsewhere. */
const marks = ['\ue000', '\ue001', '\ue002']

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

/** The text between quotes of JSON; undefined where it is none. */
function unquoted(text: string): string | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || code === quote || code === backslash) return parsed(`"${text}"`)
  }
  return text
}

const quote = 0x22
const backslash = 0x5c

function parsed(json: string): string | undefined {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

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
