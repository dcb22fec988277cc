import { ChatCompletionError } from '@chat-completion/core'
import { decompress } from './decompress.ts'
import { type Line, readLines } from './lines.ts'
import { preview } from './preview.ts'
import { UnreadableError } from './unreadable-error.ts'

/** How large a JSON document, or a line of JSON Lines, may be, in bytes. */
export const maxSize: number = 64 * 1024 * 1024

/** One JSON value of an input, or why there is none; or the input itself, where it is a stream of events. */
export type Entry = { readonly line?: number } & (
  | { readonly json: unknown }
  | { readonly error: ChatCompletionError }
  | { readonly stream: AsyncIterable<Uint8Array> }
)

/**
 * Reads JSON, JSON Lines of any size, or one event stream, each gzipped or not. The content decides which: two lines that are
 * complete values are JSON Lines, because no JSON document has two values side by side.
 *
 * @throws {UnreadableError} It is neither; it is a JSON document and too large; it cannot be unpacked.
 */
export async function* readEntries(name: string, bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<Entry> {
  const { head, all } = await peek(decompress(name, bytes))
  if (isEventStream(head)) yield { stream: all }
  else yield* readJson(name, all)
}

async function* readJson(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const lines = readLines(bytes, maxSize)
  const head: Line[] = []
  let size = 0
  for await (const line of lines) {
    if (head.length === 0) refuse(name, line)
    head.push(line)
    size += line.size
    if (areJsonLines(head)) {
      for (const each of head.splice(0)) yield toEntry(each)
      for await (const each of lines) yield toEntry(each)
      return
    }
    if (size > maxSize && head.length > 1) throw tooLarge(name)
  }
  yield* readWhole(name, head)
}

/** Whether the lines so far cannot be the beginning of one document. */
function areJsonLines(lines: readonly Line[]): boolean {
  const [previous, last] = lines.slice(-2)
  if (previous === undefined || last === undefined) return false
  if (lines.length === 2 && (previous.text === undefined || parse(previous.text) !== undefined)) return true
  return isObjectLine(previous) && isObjectLine(last)
}

/** Inside a document, too, one object may fill a line; two in a row may not. */
function isObjectLine({ text }: Line): boolean {
  return text?.startsWith('{') === true && text.endsWith('}') && parse(text) !== undefined
}

function* readWhole(name: string, lines: readonly Line[]): Generator<Entry> {
  const [first] = lines
  if (first === undefined) throw new UnreadableError(name, 'there is no JSON in it')
  if (first.text === undefined) throw tooLarge(name)
  const text = lines.map((line) => line.text).join('\n')
  const document = parse(text)
  if (document !== undefined) yield document
  else if (lines.some(isObjectLine)) yield* lines.map(toEntry)
  else throw new UnreadableError(name, `it is neither JSON nor JSON Lines, ${flawOf(text)}`)
}

function toEntry({ number, text }: Line): Entry {
  if (text === undefined) {
    return {
      line: number,
      error: new ChatCompletionError('limit', `Cannot read line ${number}: it has more than 64 MiB`),
    }
  }
  const parsed = parse(text)
  if (parsed !== undefined) return { line: number, ...parsed }
  return {
    line: number,
    error: new ChatCompletionError('invalid-json', `Cannot parse line ${number} as JSON: ${flawOf(text)}`),
  }
}

/** Wrapped, because `null` is JSON, too. */
function parse(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Says it in our words: those of `JSON.parse` differ between runtimes, and quote more of the text. */
function flawOf(text: string): string {
  const start = `it starts with ${JSON.stringify(preview(text, 40))}`
  try {
    JSON.parse(text)
    return start
  } catch (error) {
    const endsEarly = /unterminated|end of|EOF/i.test((error as SyntaxError).message)
    return endsEarly ? `it ends too early, ${start}` : start
  }
}

function tooLarge(name: string): UnreadableError {
  return new UnreadableError(
    name,
    'a JSON document may have up to 64 MiB. JSON Lines may have any size: jq -c ".[]" makes them of a list',
  )
}

/** Says what is wrong with an input whose first line shows that it is something else. */
function refuse(name: string, { text = '' }: Line): void {
  if (/^\ufffd|\0/.test(text))
    throw new UnreadableError(name, 'it is not text in UTF-8. gzip is the one compression that is read')
}

/** Whether a text is a stream of server-sent events, told by its beginning: `id: 5` alone may be anything. */
export function isEventStream(text: string): boolean {
  return /^\s*(?:data:|:|(?:event|id|retry):.*[\r\n]+(?:data|event|id|retry)?:)/.test(text)
}

const peeked = 1000

/** Enough of the beginning to tell what it is, and everything. */
async function peek(bytes: AsyncGenerator<Buffer>): Promise<{ head: string; all: AsyncIterable<Buffer> }> {
  const pieces: Buffer[] = []
  let head = ''
  while (!isEnough(head)) {
    const { done, value } = await bytes.next()
    if (done) break
    pieces.push(value)
    head = (head + value.toString()).trimStart().slice(0, peeked)
  }
  return { head, all: joined(pieces, bytes) }
}

function isEnough(head: string): boolean {
  return head.length === peeked || (head.length > 6 && !/^(?:event|id|retry):/.test(head)) || isEventStream(head)
}

async function* joined(pieces: readonly Buffer[], bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pieces
    yield* bytes
  } finally {
    // Whoever stops among the pieces would leave the input open.
    await bytes.return(undefined)
  }
}
