import { ChatCompletionError } from '@chat-completion/core'
import type { Repair } from '@chat-completion/validators'
import { createParser } from 'eventsource-parser'
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

const defaultMaxEventSize = 64 * 1024 * 1024

/** Stage 1: text becomes server-sent events. `[DONE]` ends them. */
export class EventDecoder {
  /** `[DONE]` has come. */
  isDone = false
  /** An event or a line was too large: no more is read. */
  error: ChatCompletionError | undefined
  readonly #onRepair: (repair: Repair) => void
  readonly #maxEventSize: number
  readonly #parser: ReturnType<typeof createParser>
  #events: ServerSentEvent[] = []
  #isFirst = true
  #endsInReturn = false

  constructor(onRepair: (repair: Repair) => void, { maxEventSize, onKeepAlive, onRetry }: EventOptions) {
    this.#onRepair = onRepair
    this.#maxEventSize = maxEventSize ?? defaultMaxEventSize
    this.#parser = createParser({
      maxBufferSize: this.#maxEventSize,
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
  }

  push(text: string): ServerSentEvent[] {
    if (!this.error) this.#parser.feed(this.#normalized(text))
    const events = this.#events
    this.#events = []
    return events
  }

  /** What is left when the bytes end: an event without the blank line after it still counts. */
  end(): ServerSentEvent[] {
    const wasDone = this.isDone
    const events = this.push('\n\n')
    for (const { data } of events) this.#repair('unterminated-event', data, 'no blank line after it, took it as it is')
    if (this.isDone && !wasDone)
      this.#repair('unterminated-event', '[DONE]', 'no blank line after it, took it as it is')
    return events
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
    else this.#events.push(event)
  }

  #repair(code: Repair['code'], received: string, state: string): void {
    this.#onRepair({ code, path: [], received, message: `Repaired the stream: received ${state}` })
  }

  /** Whatever the cuts: the parser bounds only what it has to keep for the next piece. */
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

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
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
 * const { body } = new Response('event: greeting\ndata: Hello\n\n')
 * for await (const event of readEvents(body!)) {
 *   event.data
 *   //=> 'Hello'
 * }
 * ```
 */
export async function* readEvents(
  source: ByteSource,
  options: ReadEventsOptions = {},
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const decoder = new EventDecoder((repair) => options.onRepair?.(repair), options)
  for await (const text of readText(source, () => decoder.isDone)) {
    yield* decoder.push(text)
    if (decoder.error) throw decoder.error
  }
  yield* decoder.end()
  if (decoder.error) throw decoder.error
}
