import { type ChatCompletionChunk, chunkToWire } from '@chat-completion/core'

type Fields = Readonly<Record<string, unknown>>

/** A chunk that says one text in one choice, and what is around the text as it travels. */
interface Frame {
  readonly chunk: Snapshot
  readonly choice: Snapshot
  readonly key: string
  readonly before: string
  readonly after: string
}

/** The fields of an object as they were: the object itself may be changed and given again. */
interface Snapshot {
  readonly keys: readonly string[]
  readonly values: readonly unknown[]
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
  return only !== undefined && Object.hasOwn(fields, only) ? only : undefined
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

/** Engines leave it out of a `for…in`, where they would call `Object.hasOwn` for each key. */
const hasOwn = Object.prototype.hasOwnProperty

/** The same keys in the same order, each but one with the same value. Runs for each chunk: `for…in` makes no array. */
function isSame({ keys, values }: Snapshot, fields: Fields, but: string): boolean {
  let index = 0
  for (const key in fields) {
    if (key !== keys[index] || !hasOwn.call(fields, key)) return false
    if (key !== but && fields[key] !== values[index]) return false
    index += 1
  }
  return index === keys.length
}

function frameOf(chunk: ChatCompletionChunk, key: string): Frame | undefined {
  const { choices, ...top } = chunk
  const [choice] = choices
  if (!choice) return undefined
  const { delta, ...rest } = choice
  if (!isPlain(top) || !isPlain(rest)) return undefined
  const marked = { ...chunk, choices: [{ ...choice, delta: { [key]: marker } }] }
  const [before, after, ...more] = event(marked).split(JSON.stringify(marker))
  if (before === undefined || after === undefined || more.length > 0) return undefined
  return { chunk: snapshot(chunk), choice: snapshot(choice), key, before, after }
}

/** No objects: the same one may say something else the next time. */
function isPlain(fields: object): boolean {
  return Object.values(fields).every((value) => value === null || !/^(?:object|function)$/.test(typeof value))
}

function snapshot(fields: object): Snapshot {
  return { keys: Object.keys(fields), values: Object.values(fields) }
}

function event(chunk: ChatCompletionChunk): string {
  return `data: ${JSON.stringify(chunkToWire(chunk))}\n\n`
}
