// More than 200 lines: the state of one stream, which is one object, because a server holds many of them.
import type { ChatCompletionChunk } from '@chat-completion/core'
import { ChunkEncoder } from '@chat-completion/stream'
import type { ChunkMaker } from './chunk-maker.ts'
import { type Failure, failureOf } from './failure.ts'
import { isResponse, type Part, type Parts } from './parts.ts'
import { isEventStream, piecesOf, wholeOf } from './response-parts.ts'

/** Whose answer it is. */
export interface EventStreamOwner {
  /** Says what to tell of an error that ends the answer. */
  report(error: unknown): Failure
  /** The client has left. */
  leave(): void
  /** No more will be sent; `isFailed`, because of an error: the source is still there. */
  end(isFailed: boolean): void
}

export interface EventStreamOptions {
  readonly owner: EventStreamOwner
  readonly parts: Parts
  /** What was asked for before; where it is not there yet, it has kept the client waiting. */
  readonly first: ReturnType<Parts['next']>
  readonly maker: ChunkMaker
  /** The client has asked for the usage. */
  readonly withUsage: boolean
  /** How long nothing may be sent, in milliseconds; for ever, if it is not above 0. */
  readonly keepAlive: number
}

/** How much of what is there already is sent at once, in characters. */
const pieceSize = 32_768
/** How long making it may take, in milliseconds: work of the generator itself must not hold back what there is. */
const pieceTime = 5
/** How many turns of the microtask queue a part may take that is there already: what generators hand on takes some. */
const turns = 8

const encoder = /* @__PURE__ */ new TextEncoder()
/** Byte by byte: it looks for the ends of lines. */
const latin1 = /* @__PURE__ */ new TextDecoder('latin1')
const now = /* @__PURE__ */ Promise.resolve()

/** An answer as the bytes of an event stream: each part when a reader asks for it, comments while there is none. */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  return new ReadableStream(new EventStreamSource(options), { highWaterMark: 0 })
}

/** A part that came, or what came in its place. */
type Came = IteratorResult<Part> | { readonly error: unknown }

/** The underlying source of the stream. Servers hold many that wait: its callbacks are made once, and none of its methods is async. */
class EventStreamSource {
  readonly #owner: EventStreamOwner
  readonly #parts: Parts
  readonly #maker: ChunkMaker
  readonly #withUsage: boolean
  readonly #keepAlive: number
  readonly #events = new ChunkEncoder()
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #timer: ReturnType<typeof setInterval> | undefined
  /** A reader waits, */
  #isWanted = false
  /** since then. */
  #since = 0
  /** A part has been asked for, */
  #isAsked = false
  /** and has come when no reader did. */
  #came: Came | undefined
  /** What the next piece has so far. */
  #text = ''
  /** How many turns are left for the next part to belong to it; not above 0, nobody counts. */
  #turns = 0
  /** Nothing was sent since the timer looked last. */
  #isIdle = false
  /** The bytes of a response go through as they are. */
  #isRaw = false
  /** The last of them that was sent, */
  #tail = ''
  /** which ends with a whole event. */
  #isBetween = true
  #isOver = false
  #isFailed = false

  constructor({ owner, parts, first, maker, withUsage, keepAlive }: EventStreamOptions) {
    this.#owner = owner
    this.#parts = parts
    this.#maker = maker
    this.#withUsage = withUsage
    this.#keepAlive = keepAlive
    parts.onStop(this.#onError)
    if ('then' in first) this.#await(first)
    else this.#came = first
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller
    if (this.#isAsked) this.#comment()
  }

  pull(): void {
    if (this.#keepAlive > 0) this.#timer ??= setInterval(this.#onTime, this.#keepAlive / 2)
    if (this.#isWanted || this.#isOver) return
    this.#isWanted = true
    this.#since = performance.now()
    const came = this.#came
    this.#came = undefined
    if (came) this.#take(came)
    this.#next()
  }

  cancel(): void {
    // Nothing can be sent or closed any longer, not even by what is at it: Deno cancels within `enqueue`.
    this.#controller = undefined
    this.#isOver = true
    this.#owner.leave()
    this.#stop()
  }

  readonly #onTime = (): void => {
    if (this.#parts.stopped) clearInterval(this.#timer)
    // No more than one where the reader does not take it.
    else if (this.#isIdle && this.#isBetween && this.#controller?.desiredSize === 0) this.#comment()
    else this.#isIdle = true
  }

  #comment(): void {
    this.#isIdle = false
    this.#controller?.enqueue(encoder.encode(': keep-alive\n\n'))
  }

  /** Asks for parts until the reader has what it waits for, or has to wait. */
  #next(): void {
    while (this.#isWanted && !this.#isAsked && !this.#isOver) {
      try {
        const next = this.#parts.next()
        if ('then' in next) this.#await(next)
        else this.#take(next)
      } catch (error) {
        this.#take({ error })
      }
    }
  }

  #await(next: Promise<IteratorResult<Part>>): void {
    this.#isAsked = true
    next.then(this.#onPart, this.#onError)
    if (this.#text === '') return
    const isCounted = this.#turns > 0
    this.#turns = turns
    if (!isCounted) now.then(this.#onTurn)
  }

  readonly #onPart = (result: IteratorResult<Part>): void => {
    this.#isAsked = false
    // What came when nobody asked any longer is nobody's.
    if (this.#parts.stopped) return
    if (!this.#isWanted) this.#came = result
    else {
      this.#take(result)
      this.#next()
    }
  }

  /** The source has failed, or somebody has stopped it. */
  readonly #onError = (cause: unknown): void => {
    this.#isAsked = false
    const { reason: error } = this.#parts.stopped ?? { reason: cause }
    if (this.#isWanted) this.#take({ error })
    else this.#came = { error }
  }

  readonly #onTurn = (): void => {
    this.#turns = this.#isWanted ? this.#turns - 1 : 0
    if (this.#turns > 0) now.then(this.#onTurn)
    else if (this.#isWanted) this.#send()
  }

  #take(came: Came): void {
    if (this.#isOver) return
    try {
      if ('error' in came) throw came.error
      const { done, value } = came
      if (done) this.#text += this.#end(this.#isRaw ? [] : this.#maker.end())
      else if (isResponse(value)) this.#open(value)
      else if (value instanceof Uint8Array) this.#sendRaw(value)
      else this.#text += this.#encode(this.#maker.push(value))
    } catch (error) {
      this.#fail(error)
    }
    const isEnough = this.#text.length >= pieceSize || performance.now() - this.#since > pieceTime
    if (this.#isOver || (isEnough && this.#text !== '')) this.#send()
  }

  #open(response: Response): void {
    this.#isRaw = isEventStream(response)
    this.#parts.replace(this.#isRaw ? piecesOf(response) : wholeOf(response))
  }

  /** A response brings its own end. */
  #end(chunks: readonly ChatCompletionChunk[]): string {
    this.#isOver = true
    if (!this.#isRaw) return `${this.#encode(chunks)}data: [DONE]\n\n`
    // Without the blank line, nobody would read its last event.
    return this.#isBetween ? '' : '\n\n'
  }

  #fail(error: unknown): void {
    this.#isRaw = false
    this.#isFailed = true
    if (!this.#isBetween) this.#text += '\n\n'
    try {
      this.#text += this.#end([this.#maker.fail(this.#owner.report(error))])
    } catch {
      // It holds what JSON cannot.
      this.#text += this.#end([this.#maker.fail(failureOf(undefined))])
    }
  }

  #encode(chunks: readonly ChatCompletionChunk[]): string {
    let text = ''
    for (const chunk of chunks) {
      // Null is what `@openrouter/sdk` rejects, and says nothing.
      const isWanted = chunk.usage === undefined || (this.#withUsage && chunk.usage !== null)
      if (isWanted) text += this.#events.push(chunk)
      else if (!isUsageAlone(chunk)) text += this.#events.push(withoutUsage(chunk))
    }
    return text
  }

  #send(): void {
    const text = this.#text
    this.#text = ''
    this.#isBetween = true
    this.#isIdle = false
    this.#isWanted = false
    if (text !== '') this.#controller?.enqueue(encoder.encode(text))
    if (!this.#isOver) return
    this.#stop()
    this.#controller?.close()
  }

  #sendRaw(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#tail = (this.#tail + latin1.decode(bytes.subarray(-3))).slice(-3)
    this.#isBetween = /\n\r?\n$|\r\r$/.test(this.#tail)
    this.#isIdle = false
    this.#isWanted = false
    this.#controller?.enqueue(bytes)
  }

  #stop(): void {
    clearInterval(this.#timer)
    this.#owner.end(this.#isFailed)
  }
}

function withoutUsage({ usage: _, ...chunk }: ChatCompletionChunk): ChatCompletionChunk {
  return chunk
}

/** What every chunk of a stream says. */
const common = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'systemFingerprint',
  'serviceTier',
  'provider',
])

function isUsageAlone(chunk: ChatCompletionChunk): boolean {
  return chunk.choices.length === 0 && Object.keys(chunk).every((key) => common.has(key))
}
