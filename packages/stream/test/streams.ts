import {
  type ChatCompletionStreamResult,
  type ReadStreamOptions,
  readChatCompletionStream,
} from '@chat-completion/stream'

const encoder = new TextEncoder()

export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text)
}

/** As a network gives them: piece by piece. */
export async function* from<Piece>(pieces: Iterable<Piece>): AsyncGenerator<Piece, void, undefined> {
  yield* pieces
}

/** The bytes of a text, cut at these places. */
export function cut(text: string, places: readonly number[]): Uint8Array[] {
  const bytes = bytesOf(text)
  const ends = [...new Set(places)].sort((one, other) => one - other)
  return [...ends, bytes.length].map((end, position) => bytes.subarray(ends[position - 1] ?? 0, end))
}

/** Every byte alone. */
export function singly(text: string): Uint8Array[] {
  return [...bytesOf(text)].map((byte) => Uint8Array.of(byte))
}

/** What a choice of a chunk says: a delta, or a whole choice. */
export function chunk(delta: object, choice: object = {}, rest: object = {}): object {
  const choices = [{ index: 0, delta, finish_reason: null, ...choice }]
  return { id: 'c1', object: 'chat.completion.chunk', created: 1700000000, model: 'm', choices, ...rest }
}

export const finish: object = chunk({}, { finish_reason: 'stop' })

/** An event stream, as most providers frame it. */
export function sse(...events: readonly (object | string)[]): string {
  return events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('')
}

export async function read(
  source: string | Response | readonly (Uint8Array | string)[],
  options: ReadStreamOptions = {},
): Promise<ChatCompletionStreamResult> {
  const pieces = typeof source === 'string' ? from([source]) : source instanceof Response ? source : from(source)
  return readChatCompletionStream(pieces, options).result()
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
