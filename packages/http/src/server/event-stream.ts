import type { ChatCompletionChunk } from '@chat-completion/core'
import { ChunkEncoder } from '@chat-completion/stream'
import type { ChunkMaker } from './chunk-maker.ts'
import type { Failure } from './failure.ts'
import { isResponse, type Part, type Parts } from './parts.ts'
import { isEventStream, piecesOf, wholeOf } from './response-parts.ts'

export interface EventStreamOptions {
  readonly parts: Parts
  /** What was asked for before. */
  readonly first: ReturnType<Parts['next']>
  /** It has kept the client waiting. */
  readonly isLate: boolean
  readonly maker: ChunkMaker
  /** The client has asked for the usage. */
  readonly withUsage: boolean
  /** How long nothing may be sent, in milliseconds; for ever, if it is not above 0. */
  readonly keepAlive: number
  /** Says what to tell of an error that ends the answer. */
  readonly onError: (error: unknown) => Failure
  readonly onLeave: () => void
  /** No more will be sent; `isFailed`, because of an error: the source is still there. */
  readonly onEnd: (isFailed: boolean) => void
}

/** How much of what is there already is sent at once, in characters. */
const pieceSize = 16_384
/** How long making it may take, in milliseconds: work of the generator itself must not hold back what there is. */
const pieceTime = 5
/** How many turns of the microtask queue a part may take that is there already: what generators hand on takes some. */
const turns = 8

const encoder = /* @__PURE__ */ new TextEncoder()
/** Byte by byte: it looks for the ends of lines. */
const latin1 = /* @__PURE__ */ new TextDecoder('latin1')

/** An answer as the bytes of an event stream: each part when a reader asks for it, comments while there is none. */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  return new ReadableStream(new EventStreamSource(options), { highWaterMark: 0 })
}

/** The underlying source of the stream. */
class EventStreamSource {
  readonly #options: EventStreamOptions
  readonly #events = new ChunkEncoder()
  #asked: Asked | undefined
  #timer: ReturnType<typeof setInterval> | undefined
  /** Nothing was sent since the timer looked last. */
  #isIdle = false
  /** The bytes of a response go through as they are. */
  #isRaw = false
  /** The last that was sent, */
  #tail = ''
  /** which ends with a whole event. */
  #isBetween = true
  #isOver = false
  #isFailed = false

  constructor(options: EventStreamOptions) {
    this.#options = options
    this.#asked = ask(options.first)
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    if (this.#options.isLate) this.#comment(controller)
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    this.#keepAlive(controller)
    const next = (): Promise<string | Uint8Array> => (this.#isRaw ? this.#nextPiece() : this.#next())
    const piece = await this.#options.parts.unlessStopped(next).catch((error: unknown) => this.#fail(error))
    this.#isIdle = false
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece
    if (bytes.length > 0) {
      this.#tail = (this.#tail + latin1.decode(bytes.subarray(-3))).slice(-3)
      this.#isBetween = /\n\r?\n$|\r\r$/.test(this.#tail)
      controller.enqueue(bytes)
    }
    if (!this.#isOver) return
    this.#stop()
    controller.close()
  }

  cancel(): void {
    this.#options.onLeave()
    this.#stop()
  }

  #keepAlive(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const { keepAlive, parts } = this.#options
    if (!(keepAlive > 0)) return
    this.#timer ??= setInterval(() => {
      if (parts.isStopped) clearInterval(this.#timer)
      // No more than one where the reader does not take it.
      else if (this.#isIdle && this.#isBetween && controller.desiredSize === 0) this.#comment(controller)
      else this.#isIdle = true
    }, keepAlive / 2)
  }

  #comment(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#isIdle = false
    controller.enqueue(encoder.encode(': keep-alive\n\n'))
  }

  /** What to send next: a part, with those that need no waiting. */
  async #next(): Promise<string | Uint8Array> {
    const { parts, maker } = this.#options
    const start = performance.now()
    let text = ''
    try {
      while (text.length < pieceSize) {
        this.#asked ??= ask(parts.next())
        const asked = this.#asked
        if (text === '') await asked.settled
        else if (performance.now() - start > pieceTime || !(await isSoon(asked))) break
        this.#asked = undefined
        if (!asked.result) throw asked.failure
        if (asked.result.done) return text + this.#end(maker.end())
        const { value } = asked.result
        if (isResponse(value)) {
          this.#take(value)
          if (this.#isRaw) return await this.#nextPiece()
        } else if (!(value instanceof Uint8Array)) text += this.#encode(maker.push(value))
      }
    } catch (error) {
      return text + this.#fail(error)
    }
    return text
  }

  async #nextPiece(): Promise<string | Uint8Array> {
    const { done, value } = await this.#options.parts.next()
    return done ? this.#end([]) : (value as Uint8Array)
  }

  #take(response: Response): void {
    this.#isRaw = isEventStream(response)
    this.#options.parts.replace(this.#isRaw ? piecesOf(response) : wholeOf(response))
  }

  /** A response brings its own end. */
  #end(chunks: readonly ChatCompletionChunk[]): string {
    this.#isOver = true
    if (!this.#isRaw) return `${this.#encode(chunks)}data: [DONE]\n\n`
    // Without the blank line, nobody would read its last event.
    return this.#isBetween ? '' : '\n\n'
  }

  #fail(error: unknown): string {
    if (this.#isOver) return ''
    const chunk = this.#options.maker.fail(this.#options.onError(error))
    this.#isRaw = false
    this.#isFailed = true
    return (this.#isBetween ? '' : '\n\n') + this.#end([chunk])
  }

  #encode(chunks: readonly ChatCompletionChunk[]): string {
    let text = ''
    for (const chunk of chunks) {
      // Null is what `@openrouter/sdk` rejects, and says nothing.
      const isWanted = chunk.usage === undefined || (this.#options.withUsage && chunk.usage !== null)
      if (isWanted) text += this.#events.push(chunk)
      else if (!isUsageAlone(chunk)) text += this.#events.push(withoutUsage(chunk))
    }
    return text
  }

  #stop(): void {
    clearInterval(this.#timer)
    this.#options.onEnd(this.#isFailed)
  }
}

/** A part that has been asked for. */
interface Asked {
  result?: IteratorResult<Part>
  failure?: unknown
  /** Once there is one or the other; undefined where it was there at once. */
  readonly settled?: Promise<void>
}

function ask(next: ReturnType<Parts['next']>): Asked {
  if (!('then' in next)) return { result: next }
  const asked: { -readonly [Key in keyof Asked]: Asked[Key] } = {}
  asked.settled = next.then(
    (result) => {
      asked.result = result
    },
    (error: unknown) => {
      asked.failure = error
    },
  )
  return asked
}

/** Whether it settles without waiting for anything. */
async function isSoon(asked: Asked): Promise<boolean> {
  for (let turn = 0; turn < turns && !('result' in asked || 'failure' in asked); turn += 1) await undefined
  return 'result' in asked || 'failure' in asked
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
