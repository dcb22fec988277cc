import type { ChatCompletionChunk } from '@chat-completion/core'
import { ChunkEncoder } from '@chat-completion/stream'
import type { ChunkMaker } from './chunk-maker.ts'
import type { Failure } from './failure.ts'
import { isEventStream, piecesOf, wholeOf } from './late-response.ts'
import { isResponse, type Part, type Parts } from './parts.ts'

export interface EventStreamOptions {
  readonly parts: Parts
  /** What was asked for before. */
  readonly first: ReturnType<Parts['next']>
  /** It has kept the client waiting. */
  readonly isLate: boolean
  readonly maker: ChunkMaker
  /** The client has asked for the usage. */
  readonly withUsage: boolean
  /** How long nothing may be sent, in milliseconds. */
  readonly keepAlive: number
  /** Says what to tell of an error that ends the answer. */
  readonly onError: (error: unknown) => Failure
  readonly onLeave: () => void
  /** No more will be sent. */
  readonly onEnd: () => void
}

/** How much of what is there already is sent at once, in characters. */
const pieceSize = 16_384
/** How many turns of the microtask queue a part may take that is there already: what generators hand on takes some. */
const turns = 8

/** An answer as the bytes of an event stream: each part when a reader asks for it, comments while there is none. */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { parts, first, isLate, maker, withUsage, keepAlive, onError, onLeave, onEnd } = options
  const bytes = new TextEncoder()
  const events = new ChunkEncoder()
  let asked: Asked | undefined = ask(first)
  let timer: ReturnType<typeof setInterval> | undefined
  let isIdle = false
  let isRaw = false
  let isOver = false

  /** What to send next: a part, with those that need no waiting. */
  async function next(): Promise<string | Uint8Array> {
    let text = ''
    while (text.length < pieceSize) {
      asked ??= ask(parts.next())
      if (text === '') await asked.settled
      else if (!(await isSoon(asked))) break
      const { result, failure } = asked
      asked = undefined
      if (!result) return text + fail(failure)
      if (result.done) return text + end(maker.end())
      const { value } = result
      if (value instanceof Uint8Array) return value
      if (isResponse(value)) {
        isRaw = isEventStream(value)
        parts.replace(isRaw ? piecesOf(value) : wholeOf(value))
      } else text += encode(maker.push(value))
    }
    return text
  }

  function fail(error: unknown): string {
    return end([maker.fail(onError(error))])
  }

  function end(chunks: readonly ChatCompletionChunk[]): string {
    isOver = true
    return isRaw ? '' : `${encode(chunks)}data: [DONE]\n\n`
  }

  function encode(chunks: readonly ChatCompletionChunk[]): string {
    let text = ''
    for (const chunk of chunks) {
      // Null is what `@openrouter/sdk` rejects, and says nothing.
      if (chunk.usage === undefined || (withUsage && chunk.usage !== null)) text += events.push(chunk)
      else if (chunk.choices.length > 0) text += events.push(withoutUsage(chunk))
    }
    return text
  }

  function stop(): void {
    clearInterval(timer)
    onEnd()
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const comment = (): void => controller.enqueue(bytes.encode(': keep-alive\n\n'))
        if (isLate) comment()
        timer = setInterval(() => {
          // No more than one where the reader does not take it.
          if (isIdle && !isRaw && controller.desiredSize === 0) comment()
          isIdle = true
        }, keepAlive / 2)
      },
      async pull(controller) {
        const piece = await parts.unlessStopped(next()).catch(fail)
        isIdle = false
        if (piece.length > 0) controller.enqueue(typeof piece === 'string' ? bytes.encode(piece) : piece)
        if (!isOver) return
        stop()
        controller.close()
      },
      cancel() {
        onLeave()
        stop()
      },
    },
    { highWaterMark: 0 },
  )
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
