import { type ChatCompletionChunk, ChatCompletionError } from '@chat-completion/core'
import { AnswerDecoder, type AnswerOptions } from './answer.ts'
import type { Emit } from './choice.ts'
import { factsOf } from './response.ts'
import type { ChatCompletionStreamResult } from './result.ts'
import { type ByteSource, SourceReader, sourceError } from './source.ts'
import type { ChatCompletionStreamEvent } from './stream-event.ts'
import { type TimeoutOptions, Timeouts } from './timeouts.ts'

export interface ReadStreamOptions extends AnswerOptions, TimeoutOptions {
  /** Ends the reading, with the code `aborted` (`timeout` for `AbortSignal.timeout`) and the reason as `cause`. */
  readonly signal?: AbortSignal | undefined
  /** End once every choice is finished: for servers that send neither `[DONE]` nor the end. A later usage is not waited for. */
  readonly stopAtFinish?: boolean | undefined
  /**
   * Called once, when no more will be read: the place to abort a fetch, which on Bun alone closes its connection. What it throws is
   * ignored.
   */
  readonly onEnd?: ((result: ChatCompletionStreamResult) => void) | undefined
}

/** A streamed answer, read as it is asked for. It has one reader: of the chunks, of the events, or of the result alone. */
export interface ChatCompletionStream extends AsyncIterable<ChatCompletionChunk> {
  /**
   * The checked chunks.
   *
   * Throws the typed error of a failed or truncated stream, after everything that had arrived. Leaving early cancels the source.
   *
   * @throws {TypeError} Somebody reads it already.
   */
  [Symbol.asyncIterator](): AsyncGenerator<ChatCompletionChunk, void, undefined>
  /** What happens, for those who show it: in place of the chunks, and otherwise like them. */
  events(): AsyncGenerator<ChatCompletionStreamEvent, void, undefined>
  /** How it ended, with all that arrived. Never rejects. Reads the stream to its end where nobody else reads it. */
  result(): Promise<ChatCompletionStreamResult>
}

/**
 * Reads a streamed answer of any provider. Nothing is lost: what arrived before an error, an abort or a broken connection is in the
 * result.
 *
 * @param source The response or the promise of one, its body, or any bytes or text. A response that failed, and a body that is JSON in
 * place of a stream, are read as well. A promise that rejects fails the stream.
 * @throws {TypeError} The source is being read by somebody else, or is none.
 *
 * @example
 * ```ts
 * import { textOf } from '@chat-completion/core'
 * import { readChatCompletionStream, toChunks, toEventStream } from '@chat-completion/stream'
 *
 * const response = new Response(toEventStream(toChunks(completion)))
 * const stream = readChatCompletionStream(response)
 * let shown = ''
 * for await (const event of stream.events()) if (event.type === 'text-delta') shown += event.text
 *
 * const { status, completion: answer } = await stream.result()
 * status
 * //=> 'complete'
 * textOf(answer) === shown
 * //=> true
 * ```
 */
export function readChatCompletionStream(
  source: Response | PromiseLike<Response> | ByteSource,
  options: ReadStreamOptions = {},
): ChatCompletionStream {
  return new Reading(source, options)
}

async function* nothing(): AsyncGenerator<never, void, undefined> {}

class Reading implements ChatCompletionStream {
  readonly #options: ReadStreamOptions
  readonly #decoder: AnswerDecoder
  readonly #source: SourceReader
  readonly #timeouts: Timeouts
  readonly #result: Promise<ChatCompletionStreamResult>
  #settle!: (result: ChatCompletionStreamResult) => void
  #isTaken = false
  #isEnded = false
  #hasLeft = false
  /** While it was read: of what has ended, the rest is still given. */
  #aborted: ChatCompletionError | undefined
  /** Something has come that its reader has not taken yet. */
  #hasUnread = false

  constructor(source: Response | PromiseLike<Response> | ByteSource, options: ReadStreamOptions) {
    this.#options = options
    this.#decoder = new AnswerDecoder(options)
    const body = (response: Response): ByteSource => {
      this.#decoder.facts = factsOf(response)
      return response.body ?? nothing()
    }
    if ('then' in source) this.#source = new SourceReader(Promise.resolve(source).then(body))
    else this.#source = new SourceReader('headers' in source ? body(source) : source)
    this.#timeouts = new Timeouts(options, (error) => this.#interrupt(error))
    this.#result = new Promise((resolve) => {
      this.#settle = resolve
    })
    options.signal?.addEventListener('abort', this.#onAbort)
    if (options.signal?.aborted) this.#onAbort()
  }

  [Symbol.asyncIterator](): AsyncGenerator<ChatCompletionChunk, void, undefined> {
    return this.#take(async () => {
      const chunks: ChatCompletionChunk[] = []
      return (await this.#pull(chunks)) && chunks
    })
  }

  events(): AsyncGenerator<ChatCompletionStreamEvent, void, undefined> {
    return this.#take(async () => {
      const events: ChatCompletionStreamEvent[] = []
      return (await this.#pull(undefined, (event) => events.push(event))) && events
    })
  }

  async result(): Promise<ChatCompletionStreamResult> {
    // Whoever asks for the result first may still begin to read in the same breath.
    await undefined
    if (!this.#isTaken) {
      this.#isTaken = true
      while (await this.#pull());
    }
    return this.#result
  }

  #take<Item>(pull: () => Promise<Item[] | false>): AsyncGenerator<Item, void, undefined> {
    if (this.#isTaken) throw new TypeError('Cannot read the stream: it is being read, or has been')
    this.#isTaken = true
    const items = this.#items(pull)
    const { return: end, throw: raise } = items
    // A generator that waits, or has not begun, would not hear of it.
    items.return = (value) => {
      this.#leave()
      return end.call(items, value)
    }
    items.throw = (error) => {
      this.#leave()
      return raise.call(items, error)
    }
    return items
  }

  #leave(): void {
    this.#hasLeft = true
    this.#stop(new ChatCompletionError('aborted', 'Cannot read on: the reader has left'))
  }

  async *#items<Item>(pull: () => Promise<Item[] | false>): AsyncGenerator<Item, void, undefined> {
    for (let items = await pull(); items; items = await pull()) {
      this.#hasUnread = true
      for (const item of items) {
        if (this.#aborted) throw this.#aborted
        yield item
      }
      this.#hasUnread = false
    }
    const { error } = await this.#result
    if (error && !this.#hasLeft) throw error
  }

  /** Reads until chunks come, or the end: false after it. */
  async #pull(chunks?: ChatCompletionChunk[], emit?: Emit): Promise<boolean> {
    if (this.#isEnded) return false
    this.#timeouts.start(() => this.#decoder.hasBegun)
    try {
      while (!this.#isEnded) {
        const bytes = await this.#source.read().catch((error: unknown) => this.#interrupt(sourceError(error)))
        if (this.#isEnded) break
        const hasCome = bytes === undefined ? this.#decoder.end(chunks, emit) : this.#decoder.push(bytes, chunks, emit)
        if (bytes === undefined || this.#isOver()) this.#end()
        else if (this.#decoder.isDone) this.#source.linger()
        if (hasCome) return true
      }
    } catch (cause) {
      // Nothing here throws but what the user has handed in.
      this.#stop(new ChatCompletionError('stream-failed', 'Cannot read on: a callback failed', { cause }))
    } finally {
      this.#timeouts.stop()
    }
    return false
  }

  #isOver(): boolean {
    return this.#decoder.isOver || (this.#options.stopAtFinish === true && this.#decoder.isFinished)
  }

  readonly #onAbort = (): void => {
    this.#aborted = sourceError(this.#options.signal?.reason, true)
    this.#interrupt(this.#aborted)
  }

  /** No more will come. After `[DONE]`, and with all of it read, nothing more was to come. */
  #interrupt(error: ChatCompletionError): undefined {
    if (this.#decoder.isDone && !this.#hasUnread) this.#end(error)
    else this.#stop(error)
  }

  #stop(error: ChatCompletionError): void {
    if (this.#isEnded) return
    this.#decoder.fail(error)
    this.#end(error)
  }

  #end(error?: ChatCompletionError): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    const result = this.#decoder.result()
    this.#settle(result)
    this.#source.interrupt(error)
    this.#source.cancel(error)
    try {
      this.#options.onEnd?.(result)
    } catch {}
  }
}
