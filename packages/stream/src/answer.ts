import {
  type ChatCompletion,
  type ChatCompletionChunk,
  ChatCompletionError,
  ProviderError,
} from '@chat-completion/core'
import {
  type ParseOptions,
  type ResponseFacts,
  safeParseChatCompletion,
  toProviderError,
} from '@chat-completion/validators'
import { ChatCompletionAccumulator } from './accumulate.ts'
import type { Emit } from './choice.ts'
import { beginning, ChunkDecoder, invalidJson, isSkippable, skippedEvent } from './chunks.ts'
import { EventDecoder, type EventOptions, type Framed, type ServerSentEvent } from './events.ts'
import type { ChatCompletionStreamResult } from './result.ts'
import { toWholeChunk } from './split.ts'
import { detached } from './text.ts'

export interface AnswerOptions extends ParseOptions, EventOptions {
  /** Largest size of a JSON body, and of what a stream adds up to, in characters: 64 Mi by default. */
  readonly maxSize?: number | undefined
}

/** The bytes of an answer become its chunks and, in the end, its result: a stream, or JSON where the provider ignored `stream`. */
export class AnswerDecoder {
  /** No more is wanted: what follows could not be understood, or does not count. */
  isOver = false
  readonly #options: AnswerOptions
  #facts: ResponseFacts = {}
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  readonly #accumulator = new ChatCompletionAccumulator()
  readonly #events: EventDecoder
  readonly #chunks: ChunkDecoder
  /** Chunks so far. */
  #count = 0
  /** How it begins, which tells what it is. */
  #start = ''
  /** Text of a body that is no stream; undefined as long as it may be one. */
  #body: string[] | undefined
  #bodySize = 0
  #completion: ChatCompletion | undefined

  constructor(options: AnswerOptions) {
    this.#options = options
    this.#events = new EventDecoder(options)
    this.#chunks = new ChunkDecoder(options)
  }

  /** What the response tells besides its body: to be said before the first byte. */
  set facts(facts: ResponseFacts) {
    this.#facts = facts
    if (isFailed(facts)) this.#body = []
  }

  /** `[DONE]` has come. */
  get isDone(): boolean {
    return this.#events.isDone
  }

  /** Something of the answer has come: more than a role. */
  get hasBegun(): boolean {
    return this.#accumulator.hasBegun
  }

  /** Every choice that has begun has its finish reason. */
  get isFinished(): boolean {
    return this.#accumulator.isFinished
  }

  /**
   * @param chunks Gets the chunks that came; where nobody wants them, most are never made.
   * @param emit Gets what happens in them.
   * @returns Some came.
   */
  push(bytes: Uint8Array | string, chunks?: ChatCompletionChunk[], emit?: Emit): boolean {
    const before = this.#count
    this.#take(typeof bytes === 'string' ? bytes : this.#utf8.decode(bytes, { stream: true }), chunks, emit)
    return this.#count > before
  }

  /** @returns Some chunks came at last. */
  end(chunks?: ChatCompletionChunk[], emit?: Emit): boolean {
    const before = this.#count
    this.#take(this.#utf8.decode(), chunks, emit)
    if (!this.isOver) {
      if (this.#body) this.#readBody(this.#body.join(''), chunks, emit)
      else this.#endEvents(chunks, emit)
    }
    return this.#count > before
  }

  /** Nothing after this counts. The first error is the one that is told; of a failed response, what it says is. */
  fail(error: ChatCompletionError): void {
    this.isOver = true
    this.#accumulator.fail(isFailed(this.#facts) ? this.#providerError() : error)
  }

  result(): ChatCompletionStreamResult {
    const result = this.#accumulator.result(this.isDone)
    const completion = this.#completion ?? result.completion
    if (result.status !== 'complete' && this.#lacksFacts(result.error)) {
      return { ...result, completion, error: toProviderError(result.error.body, this.#facts) }
    }
    // A body that came as a whole is whole, whatever its finish reasons.
    const isWhole = this.#completion && result.status === 'truncated'
    return isWhole ? { status: 'complete', completion, repairs: result.repairs } : { ...result, completion }
  }

  /** An event knows nothing of the response; what a source fails with may know of another. */
  #lacksFacts(error: ChatCompletionError): error is ProviderError {
    return error instanceof ProviderError && error.status === undefined && this.#facts.status !== undefined
  }

  #take(text: string, chunks: ChatCompletionChunk[] | undefined, emit: Emit | undefined): void {
    if (this.isOver) return
    const rest = this.#start === '' ? text.trimStart() : text
    if (this.#start.length < 50) this.#start += detached(rest.slice(0, 50))
    if (rest === '') return
    if (!this.#body && /^[{["]/.test(this.#start)) this.#body = []
    if (this.#body) {
      this.#bodySize += rest.length
      this.#body.push(rest)
      this.#bound(this.#bodySize)
    } else this.#readAll(this.#events.push(rest), chunks, emit)
  }

  #readAll(framed: readonly Framed[], chunks: ChatCompletionChunk[] | undefined, emit: Emit | undefined): void {
    for (const each of framed) {
      if (this.isOver) break
      if ('data' in each) this.#readEvent(each, chunks, emit)
      else this.#accumulator.addRepair(each)
    }
    if (this.#events.error) this.fail(this.#events.error)
  }

  #readEvent(event: ServerSentEvent, chunks: ChatCompletionChunk[] | undefined, emit: Emit | undefined): void {
    const outcome = this.#chunks.push(event)
    if (!outcome.success) {
      this.#reject(outcome.error, event)
      return
    }
    this.#count += 1
    this.#accumulator.addRepairs(outcome.repairs)
    const chunk = chunks || emit || !outcome.isDelta ? outcome.value : undefined
    if (chunk) chunks?.push(chunk)
    if (outcome.isDelta && !emit) this.#accumulator.pushDelta(chunk?.choices[0]?.delta ?? outcome.delta)
    else if (chunk) this.#accumulator.push(chunk, emit)
    this.#bound(this.#accumulator.size)
  }

  #endEvents(chunks: ChatCompletionChunk[] | undefined, emit: Emit | undefined): void {
    this.#readAll(this.#events.end(), chunks, emit)
    if (this.#chunks.position === 0 && !/^(?:data|event|id|retry)?:|^$/.test(this.#start)) {
      const state = `neither a stream nor JSON, it starts with ${beginning(this.#start)}`
      this.fail(new ChatCompletionError('no-completion', `Cannot read the answer: ${state}`))
    }
  }

  /** After an error of the provider its usage may still come; after an event that is lost, nothing can be trusted. */
  #reject(error: ChatCompletionError, event: ServerSentEvent): void {
    if (isSkippable(error, this.#options)) this.#accumulator.addRepair(skippedEvent(event.data, this.#chunks.position))
    else if (error.code === 'provider') this.#accumulator.fail(error)
    else this.fail(error)
  }

  #readBody(text: string, chunks: ChatCompletionChunk[] | undefined, emit: Emit | undefined): void {
    const json = parsed(text)
    if (isFailed(this.#facts)) this.#accumulator.fail(this.#providerError())
    else if (json === undefined) this.fail(invalidJson('the body', text))
    else {
      const outcome = safeParseChatCompletion(json, this.#options)
      if (!outcome.success) this.fail(outcome.error)
      else {
        this.#accumulator.addRepairs(outcome.repairs)
        this.#count += 1
        this.#completion = outcome.value
        const chunk = toWholeChunk(outcome.value)
        chunks?.push(chunk)
        this.#accumulator.push(chunk, emit)
        this.#bound(this.#accumulator.size)
      }
    }
  }

  #providerError(): ProviderError {
    const text = this.#body?.join('') ?? ''
    return toProviderError(parsed(text) ?? text, this.#facts)
  }

  #bound(size: number): void {
    const { maxSize = defaultMaxSize } = this.#options
    if (size > maxSize) {
      this.fail(new ChatCompletionError('limit', `Cannot read the answer: it has more than ${maxSize} characters`))
    }
  }
}

const defaultMaxSize = 64 * 1024 * 1024

function isFailed({ status = 200 }: ResponseFacts): boolean {
  return status < 200 || status >= 300
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
