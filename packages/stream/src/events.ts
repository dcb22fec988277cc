import { ChatCompletionError } from '@chat-completion/core'
import type { Repair } from '@chat-completion/validators'
import { createParser } from 'eventsource-parser'
import { isJson } from './json-progress.ts'
import { type ByteSource, readText } from './source.ts'

/** One server-sent event, as the WHATWG defines them. */
export interface ServerSentEvent {
  /** The `data:` lines, joined with a newline. */
  readonly data: string
  /** The `event:` field, where there is one. */
  readonly event?: string | undefined
  readonly id?: string | undefined
}

export interface EventOptions {
  /** Largest size of one event, comment or line, in characters: 64 Mi by default, room for a picture in base64. */
  readonly maxEventSize?: number | undefined
  /** Gets each comment (`: OPENROUTER PROCESSING`) and each event without data: the server is alive, and has nothing to say. */
  readonly onKeepAlive?: ((comment: string) => void) | undefined
  /** Gets the server's `retry:` field, in milliseconds. */
  readonly onRetry?: ((milliseconds: number) => void) | undefined
}

export interface ReadEventsOptions extends EventOptions {
  /** Gets what the framing had to mend, and data after `[DONE]`. */
  readonly onRepair?: ((repair: Repair) => void) | undefined
}

/** Characters of a line beside its value, about. */
const fieldName = 16

const defaultMaxEventSize = 64 * 1024 * 1024

/** An event, or what had to be mended to get at the next one. */
export type Framed = ServerSentEvent | Repair

/** Stage 1: text becomes server-sent events. `[DONE]` ends them. */
export class EventDecoder {
  /** `[DONE]` has come. */
  isDone = false
  /** An event or a line was too large: no more is read. */
  error: ChatCompletionError | undefined
  readonly #maxEventSize: number
  readonly #parser: ReturnType<typeof createParser>
  #framed: Framed[] = []
  /** Characters of the line that has not ended yet. */
  #lineSize = 0
  #isFirst = true
  #endsInReturn = false

  constructor({ maxEventSize, onKeepAlive, onRetry }: EventOptions) {
    this.#maxEventSize = maxEventSize ?? defaultMaxEventSize
    this.#parser = createParser({
      // It bounds what it has to keep for the next piece: an event, and a line. Each of them is bounded here, whatever the cuts.
      maxBufferSize: 2 * (this.#maxEventSize + fieldName),
      onEvent: (event) => {
        if (!this.#isWithinLimit(event.data)) return
        if (isBlank(event.data)) onKeepAlive?.(event.data)
        else this.#dispatch(event)
      },
      onComment: (comment) => {
        if (this.#isWithinLimit(comment)) onKeepAlive?.(comment)
      },
      onRetry: (milliseconds) => onRetry?.(milliseconds),
      onError: ({ type }) => {
        if (type === 'max-buffer-size-exceeded') this.error ??= this.#tooLarge()
      },
    })
    // Of its first piece, the parser would take the characters "ï»¿" for a byte order mark.
    this.#parser.feed('')
  }

  push(text: string): Framed[] {
    if (!this.error) {
      const lines = this.#normalized(text)
      const bounded = this.#bounded(lines)
      this.#parser.feed(bounded)
      if (bounded !== lines) this.error ??= this.#tooLarge()
    }
    const framed = this.#framed
    this.#framed = []
    return framed
  }

  /** What is left when the bytes end: an event without the blank line after it still counts. */
  end(): Framed[] {
    const wasDone = this.isDone
    const framed = this.push('\n\n')
    const last = framed.at(-1)
    if (!last && this.isDone === wasDone) return framed
    this.#repair(
      'unterminated-event',
      last && 'data' in last ? last.data : '[DONE]',
      'no blank line after the last event',
    )
    return [...framed, ...this.#framed]
  }

  /** Every line end as LF, which the parser is quick at, and without the byte order mark. JSON has no bare CR to lose. */
  #normalized(text: string): string {
    let rest = text
    if (this.#isFirst && text !== '') {
      this.#isFirst = false
      rest = text.replace(/^\ufeff/, '')
    }
    if (this.#endsInReturn && rest !== '') {
      this.#endsInReturn = false
      rest = rest.replace(/^\n/, '')
    }
    if (!rest.includes('\r')) return rest
    this.#endsInReturn = rest.endsWith('\r')
    return rest.replace(/\r\n?/g, '\n')
  }

  #dispatch(event: ServerSentEvent): void {
    const { data } = event
    const parts = data.includes('\n') ? separate(data) : undefined
    if (parts) {
      this.#repair('joined-events', data, `${parts.length} events without a blank line between them, took each`)
      for (const part of parts) this.#add({ ...event, data: part })
    } else this.#add(event)
  }

  #add(event: ServerSentEvent): void {
    if (this.isDone) this.#repair('data-after-done', event.data, 'data after [DONE], left it out')
    else if (isDone(event.data)) this.isDone = true
    else this.#framed.push(event)
  }

  #repair(code: Repair['code'], received: string, state: string): void {
    this.#framed.push({ code, path: [], received, message: `Repaired the stream: received ${state}` })
  }

  /** The lines up to one that is too large. */
  #bounded(text: string): string {
    const limit = this.#maxEventSize + fieldName
    const last = text.lastIndexOf('\n')
    if (this.#lineSize + text.length <= limit) {
      this.#lineSize = last < 0 ? this.#lineSize + text.length : text.length - last - 1
      return text
    }
    let start = 0
    for (let end = text.indexOf('\n'); ; end = text.indexOf('\n', start)) {
      const size = this.#lineSize + (end < 0 ? text.length : end) - start
      if (size > limit) return text.slice(0, start)
      this.#lineSize = end < 0 ? size : 0
      if (end < 0) return text
      start = end + 1
    }
  }

  #isWithinLimit(text: string): boolean {
    if (text.length > this.#maxEventSize) this.error ??= this.#tooLarge()
    return this.error === undefined
  }

  #tooLarge(): ChatCompletionError {
    const state = `an event or a line has more than ${this.#maxEventSize} characters`
    return new ChatCompletionError('limit', `Cannot read the stream: ${state}`)
  }
}

function isBlank(data: string): boolean {
  return data.length < 16 && data.trim() === ''
}

function isDone(data: string): boolean {
  return data.length < 16 && data.trim() === '[DONE]'
}

/** Lines that are JSON only one by one are events whose blank lines are missing. */
function separate(data: string): string[] | undefined {
  if (isJson(data)) return undefined
  const lines = data.split('\n').filter((line) => line.trim() !== '')
  return lines.every((line) => isDone(line) || isJson(line)) ? lines : undefined
}

/**
 * Reads server-sent events: the full framing of the WHATWG, and two things providers do beside it, each reported as a repair.
 * An event that the end of the stream cuts off is given all the same, and lines that are JSON only one by one are separate
 * events.
 *
 * `[DONE]` ends the events. Whoever stops early cancels the source.
 *
 * @param source Bytes or text, cut anywhere.
 * @throws {ChatCompletionError} `limit`: an event or a line is too large; `disconnected`: the source failed.
 *
 * @example
 * ```ts
 * import { readEvents } from '@chat-completion/stream'
 *
 * const source = new Response('event: greeting\ndata: Hello\n\n').body!
 * const texts: string[] = []
 * for await (const event of readEvents(source)) texts.push(`${event.event}: ${event.data}`)
 *
 * texts
 * //=> ['greeting: Hello']
 * ```
 */
export async function* readEvents(
  source: ByteSource,
  options: ReadEventsOptions = {},
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const decoder = new EventDecoder(options)
  for await (const text of readText(source, () => decoder.isDone)) {
    yield* told(decoder.push(text), options)
    if (decoder.error) throw decoder.error
  }
  yield* told(decoder.end(), options)
  if (decoder.error) throw decoder.error
}

function* told(framed: readonly Framed[], { onRepair }: ReadEventsOptions): Generator<ServerSentEvent> {
  for (const each of framed) {
    if ('data' in each) yield each
    else onRepair?.(each)
  }
}
