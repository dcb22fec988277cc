import { type ChatCompletionChunk, chunkToWire } from '@chat-completion/core'

type Fields = Readonly<Record<string, unknown>>

/** A chunk that says one text in one choice, and what is around the text as it travels. */
interface Frame {
  readonly chunk: Fields
  readonly choice: Fields
  readonly key: string
  readonly before: string
  readonly after: string
}

/** Stands for the text of a frame: no provider's word. */
const marker = '\u0001text\u0001'

/**
 * Chunks → the text of events. The chunks of a stream mostly differ in one text alone: what is around it is encoded once.
 *
 * @example
 * ```ts
 * import { ChunkEncoder, toChunks } from '@chat-completion/stream'
 *
 * const encoder = new ChunkEncoder()
 * const events = toChunks(completion).map((chunk) => encoder.push(chunk))
 * events.every((event) => event.startsWith('data: {') && event.endsWith('}\n\n'))
 * //=> true
 * ```
 */
export class ChunkEncoder {
  #frame: Frame | undefined

  /** The event of a chunk, which is not changed. */
  push(chunk: ChatCompletionChunk): string {
    const delta = chunk.choices.length === 1 ? (chunk.choices[0]?.delta as Fields | undefined) : undefined
    const key = delta && onlyKey(delta)
    const text = key === undefined ? undefined : delta?.[key]
    if (key === undefined || typeof text !== 'string') return event(chunk)
    if (!this.#frame || !fits(this.#frame, chunk, key)) this.#frame = frameOf(chunk, key)
    const { before, after } = this.#frame ?? {}
    return before === undefined ? event(chunk) : before + JSON.stringify(text) + after
  }
}

function onlyKey(fields: Fields): string | undefined {
  let only: string | undefined
  for (const key in fields) {
    if (only !== undefined) return undefined
    only = key
  }
  return only
}

/** The chunk says the same as the frame's, but for the text. */
function fits({ chunk, choice, key }: Frame, other: ChatCompletionChunk, otherKey: string): boolean {
  const [otherChoice] = other.choices
  return (
    key === otherKey &&
    isSame(chunk, other as unknown as Fields, 'choices') &&
    isSame(choice, otherChoice as unknown as Fields, 'delta')
  )
}

/** Every field but one is the same value: of objects, the same object. */
function isSame(one: Fields, other: Fields, but: string): boolean {
  let count = 0
  for (const key in other) {
    if (key !== but && other[key] !== one[key]) return false
    count += 1
  }
  for (const _ in one) count -= 1
  return count === 0
}

function frameOf(chunk: ChatCompletionChunk, key: string): Frame | undefined {
  const [choice] = chunk.choices
  if (!choice) return undefined
  const marked = { ...chunk, choices: [{ ...choice, delta: { [key]: marker } }] }
  const [before, after, ...more] = event(marked).split(JSON.stringify(marker))
  if (before === undefined || after === undefined || more.length > 0) return undefined
  return { chunk: chunk as unknown as Fields, choice: choice as unknown as Fields, key, before, after }
}

function event(chunk: ChatCompletionChunk): string {
  return `data: ${JSON.stringify(chunkToWire(chunk))}\n\n`
}
