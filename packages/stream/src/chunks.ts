import {
  type ChatCompletionChunk,
  type ChatCompletionChunkChoiceDelta,
  ChatCompletionError,
} from '@chat-completion/core'
import {
  type Parsed,
  type ParseOptions,
  type ParseResult,
  type Repair,
  safeParseChatCompletionChunk,
  toProviderError,
} from '@chat-completion/validators'
import type { ServerSentEvent } from './events.ts'
import { Frame } from './frame.ts'

/** A chunk that is read by its frame: it is made where somebody asks for it. */
class FramedChunk {
  readonly success = true
  /** It adds its delta, and says nothing else that the chunk before it has not said. */
  readonly isDelta: boolean
  readonly #frame: Frame
  readonly #texts: readonly string[]

  constructor(frame: Frame, texts: readonly string[], isDelta: boolean) {
    this.#frame = frame
    this.#texts = texts
    this.isDelta = isDelta
  }

  get value(): ChatCompletionChunk {
    return this.#frame.chunk(this.#texts)
  }

  get delta(): ChatCompletionChunkChoiceDelta {
    return this.#frame.delta(this.#texts)
  }

  get repairs(): readonly Repair[] {
    return this.#frame.repairs
  }
}

export type Decoded = FramedChunk | (ParseResult<ChatCompletionChunk> & { readonly isDelta?: undefined })

/** In characters. */
const maxFramed = 1024 * 1024
/** Choices take turns, mostly a few. */
const maxFrames = 4

/** Stage 2: one server-sent event becomes a checked chunk, or the reason why not. */
export class ChunkDecoder {
  readonly #options: ParseOptions
  /** Events so far. */
  position = 0
  /** Frames that came again, the last one first: choices take turns, and so does what they send. */
  #frames: readonly Frame[] = []
  /** Of a chunk that may come again. */
  #candidate: Frame | undefined
  /** Of the chunk right before. */
  #last: Frame | undefined
  /** How many chunks are not remembered next: where each is of another frame, remembering costs more than it saves. */
  #wait = 0
  #patience = 0
  /** A frame was not what it seemed: none is trusted in this stream. */
  #isRefuted = false

  constructor(options: ParseOptions) {
    this.#options = options
  }

  push({ data, event }: ServerSentEvent): Decoded {
    this.position += 1
    // An event of that name may be no chunk, whatever it says, and what is large has limits to keep.
    const isFramable = !this.#isRefuted && event !== 'error' && data.length <= maxFramed
    const framed = isFramable ? this.#framed(data) : undefined
    if (framed) return framed
    const parsed = this.#parse(data, event)
    if (parsed.success) {
      this.#last = undefined
      if (isFramable && !this.#isRefuted) this.#remember(data, parsed)
    }
    return parsed
  }

  /** The chunk, where it is of a frame. */
  #framed(data: string): FramedChunk | undefined {
    const texts = this.#candidate?.read(data)
    if (this.#candidate && texts) {
      const frame = this.#candidate
      this.#candidate = undefined
      this.#isRefuted = !frame.isProven((other) => this.#parse(other, undefined))
      if (this.#isRefuted) return undefined
      this.#frames = [frame, ...this.#frames.slice(0, maxFrames - 1)]
      return this.#follow(frame, texts)
    }
    for (const frame of this.#frames) {
      const texts = frame.read(data)
      if (texts) return this.#follow(frame, texts)
    }
    return undefined
  }

  #follow(frame: Frame, texts: readonly string[]): FramedChunk {
    const isDelta = frame === this.#last && frame.isAllInDelta
    this.#last = frame
    this.#wait = 0
    this.#patience >>= 1
    return new FramedChunk(frame, texts, isDelta)
  }

  #remember(data: string, parsed: Parsed<ChatCompletionChunk>): void {
    if (this.#wait > 0) this.#wait -= 1
    else {
      this.#candidate = this.#last = new Frame(data, parsed)
      this.#wait = this.#patience
      this.#patience = Math.min(2 * this.#patience + 1, 63)
    }
  }

  #parse(data: string, event: string | undefined): ParseResult<ChatCompletionChunk> {
    let json: unknown
    try {
      json = JSON.parse(data)
    } catch (cause) {
      const error = event === 'error' ? toProviderError(data) : invalidJson(`event ${this.position}`, data, cause)
      return { success: false, error }
    }
    const isError = event === 'error' && !Array.isArray(Object(json).choices)
    return isError
      ? { success: false, error: toProviderError(json) }
      : safeParseChatCompletionChunk(json, this.#options)
  }
}

/** The error for text that should be JSON; it shows the beginning, because that tells what it is. */
export function invalidJson(what: string, text: string, cause?: unknown): ChatCompletionError {
  const message = `Cannot parse ${what} as JSON: it starts with ${beginning(text)}`
  return new ChatCompletionError('invalid-json', message, { cause })
}

export function beginning(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}

/** What is named in place of a chunk: an event that is JSON, and neither chunk nor error. */
export function skippedEvent(received: string, position: number): Repair {
  const message = `Skipped event ${position}: it is neither a chunk nor an error`
  return { code: 'skipped-event', path: [], received, message }
}

export interface ReadChunksOptions extends ParseOptions {
  /** Gets each repair of each chunk, and events that are left out because they are neither chunk nor error. */
  readonly onRepair?: ((repair: Repair) => void) | undefined
}

/**
 * Reads server-sent events as chunks, each checked.
 *
 * @param events As {@link readEvents} gives them.
 * @throws {ProviderError} An event is an error of the provider and brings no choices.
 * @throws {ChatCompletionError} `invalid-json`, `invalid-shape`: an event cannot be read; the message names it.
 *
 * @example
 * ```ts
 * import { readChunks, readEvents } from '@chat-completion/stream'
 *
 * const source = new Response('data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n').body!
 * const texts: unknown[] = []
 * for await (const chunk of readChunks(readEvents(source))) texts.push(chunk.choices[0]?.delta.content)
 *
 * texts
 * //=> ['Hi']
 * ```
 */
export async function* readChunks(
  events: AsyncIterable<ServerSentEvent>,
  { onRepair, ...options }: ReadChunksOptions = {},
): AsyncGenerator<ChatCompletionChunk, void, undefined> {
  const decoder = new ChunkDecoder(options)
  for await (const event of events) {
    const outcome = decoder.push(event)
    if (outcome.success) {
      for (const repair of outcome.repairs) onRepair?.(repair)
      yield outcome.value
    } else if (isSkippable(outcome.error, options)) onRepair?.(skippedEvent(event.data, decoder.position))
    else throw outcome.error
  }
}

/** Gateways send events of their own between the chunks; strict mode knows none. */
export function isSkippable({ code }: ChatCompletionError, { mode }: ParseOptions): boolean {
  return code === 'no-completion' && mode !== 'strict'
}
