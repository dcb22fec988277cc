import { ChatCompletionError } from '@chat-completion/core'

/** Bytes or text, as they come: cut anywhere. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

interface Piece {
  readonly done?: boolean | undefined
  readonly value?: Uint8Array | string | undefined
}

/** How long to wait for what comes after `[DONE]`, in milliseconds: mostly the end. */
const lingering = 250

/** Pulls a source piece by piece, so that nobody sends more than is asked for. */
export class SourceReader {
  #next!: () => Promise<Piece>
  #stop!: (reason: unknown) => unknown
  #timer: ReturnType<typeof setTimeout> | undefined
  #interrupt: ((reason: unknown) => void) | undefined
  #interruption: { reason: unknown } | undefined

  /** @throws {TypeError} The stream is being read by somebody else, or the source is none. */
  constructor(source: ByteSource | Promise<ByteSource>) {
    if ('then' in source) this.#openLater(source)
    else this.#open(source)
  }

  #openLater(source: Promise<ByteSource>): void {
    const opened = source.then((bytes) => this.#open(bytes))
    // Whoever reads gets it.
    opened.catch(() => {})
    this.#next = async () => {
      await opened
      return this.#next()
    }
    this.#stop = async (reason) => {
      await opened
      return this.#stop(reason)
    }
  }

  #open(source: ByteSource): void {
    if ('getReader' in source) {
      const reader = source.getReader()
      this.#next = () => reader.read()
      this.#stop = (reason) => reader.cancel(reason)
    } else {
      const iterator = source[Symbol.asyncIterator]()
      this.#next = () => iterator.next()
      this.#stop = () => iterator.return?.()
    }
  }

  /** The next piece, undefined at the end. Rejects with the reason of {@link interrupt}, or with what the source fails with. */
  async read(): Promise<Uint8Array | string | undefined> {
    try {
      const { done, value } = await new Promise<Piece>((resolve, reject) => {
        this.#interrupt = reject
        if (this.#interruption) reject(this.#interruption.reason)
        else this.#next().then(resolve, reject)
      })
      return done ? undefined : value
    } catch (error) {
      if (error === over) return undefined
      throw error
    }
  }

  /** `[DONE]` has come: what follows at once still counts, but nobody waits for a connection that stays open. */
  linger(): void {
    this.#timer ??= setTimeout(() => this.interrupt(over), lingering)
  }

  /** Makes a waiting read reject, and each later one. */
  interrupt(reason: unknown): void {
    this.#interruption ??= { reason }
    this.#interrupt?.(reason)
  }

  /** Tells the source that no more is wanted. Does not wait: a source may take its time. */
  cancel(reason?: unknown): void {
    clearTimeout(this.#timer)
    const stop = async (): Promise<unknown> => this.#stop(reason)
    stop().catch(() => {})
  }
}

const over: unique symbol = Symbol('over')

/** The error for a source that fails, or is made to: somebody's abort or timeout, else the connection. */
export function sourceError(cause: unknown, isAborted = false): ChatCompletionError {
  if (cause instanceof ChatCompletionError) return cause
  const { name } = Object(cause) as { readonly name?: unknown }
  if (name === 'TimeoutError') return new ChatCompletionError('timeout', 'Cannot read on: its time was up', { cause })
  if (isAborted || name === 'AbortError') {
    return new ChatCompletionError('aborted', 'Cannot read on: it was aborted', { cause })
  }
  return new ChatCompletionError('disconnected', 'Cannot read on: the connection broke', { cause })
}

/** The text of a source, decoded as UTF-8 across its cuts. Once `isDone`, only what comes at once. */
export async function* readText(source: ByteSource, isDone: () => boolean): AsyncGenerator<string, void, undefined> {
  const reader = new SourceReader(source)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  try {
    for (;;) {
      if (isDone()) reader.linger()
      const bytes = await reader.read()
      if (bytes === undefined) break
      yield typeof bytes === 'string' ? bytes : decoder.decode(bytes, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    // After `[DONE]`, nothing more was to come.
    if (!isDone()) throw sourceError(error)
  } finally {
    reader.cancel()
  }
}
