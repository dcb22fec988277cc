import {
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatCompletionChunkChoiceDelta,
  ChatCompletionError,
  type CompletionUsage,
  type ErrorObject,
  ProviderError,
} from '@chat-completion/core'
import { isRetryable, type Repair } from '@chat-completion/validators'
import { ChoiceAccumulator, type Emit } from './choice.ts'
import { type Gathered, gather, keep, settled } from './fold.ts'
import { RepairLog } from './repair-log.ts'
import type { ChatCompletionStreamResult } from './result.ts'
import { sourceError } from './source.ts'
import type { ChatCompletionStreamEvent } from './stream-event.ts'
import { groqUsage } from './usage.ts'

/**
 * Gathers the chunks of a stream into a completion. Chunks are not changed.
 *
 * Of what this library knows, every field has its own rule; for the rest: in a delta, strings grow, lists grow (items with an
 * `index` continue the item of that index), and everything else is replaced; beside a delta, and in the chunk itself, the last
 * value that is not null counts, objects keeping the keys that the last one lacks.
 *
 * @example
 * ```ts
 * import { textOf } from '@chat-completion/core'
 * import { ChatCompletionAccumulator, toChunks } from '@chat-completion/stream'
 *
 * const accumulator = new ChatCompletionAccumulator()
 * for (const chunk of toChunks(completion)) accumulator.push(chunk)
 *
 * textOf(accumulator.snapshot)
 * //=> 'Paris'
 * accumulator.result().status
 * //=> 'complete'
 * ```
 */
export class ChatCompletionAccumulator {
  #size = 0
  readonly #completion = gather()
  readonly #choices = new Map<number, ChoiceAccumulator>()
  readonly #repairs = new RepairLog()
  #previous: Gathered = gather()
  /** The choice that spoke last. */
  #last: ChoiceAccumulator | undefined
  #isEmpty = true
  #error: ChatCompletionError | undefined

  /** About how many characters it holds. */
  get size(): number {
    return this.#size
  }

  /** Something of the answer has come: more than a role. */
  get hasBegun(): boolean {
    return [...this.#choices.values()].some((choice) => choice.hasBegun)
  }

  /** Every choice that has begun has its finish reason. */
  get isFinished(): boolean {
    return this.#choices.size > 0 && [...this.#choices.values()].every(({ finishReason }) => finishReason)
  }

  /** @param emit Gets what happens in the chunk, event by event. */
  push(chunk: ChatCompletionChunk, emit?: (event: ChatCompletionStreamEvent) => void): void {
    const previous = this.#previous
    this.#previous = chunk as unknown as Gathered
    this.#isEmpty = false
    for (const key in chunk) {
      const value = (chunk as unknown as Gathered)[key]
      // Most of a chunk is what the one before has said.
      if (value === previous[key] || isChunkOnly(key)) continue
      if (key === 'id' || key === 'created' || key === 'model') this.#completion[key] ||= value
      else if (key === 'usage') this.#addUsage(chunk.usage, emit)
      // Of several errors the first counts: it is the one that is told.
      else if (key === 'error') this.#completion.error ??= value
      else {
        this.#size += keep(this.#completion, key, value)
        if (key === 'x_groq' && !this.#completion.usage) this.#addUsage(groqUsage(value), emit)
      }
    }
    for (const choice of chunk.choices) {
      let gathered = this.#choices.get(choice.index)
      if (!gathered) {
        this.#size += choiceSize
        gathered = new ChoiceAccumulator(choice.index, this.#completion, (repair) => this.addRepair(repair))
        this.#choices.set(choice.index, gathered)
      }
      this.#last = gathered
      this.#size += gathered.add(choice, emit)
      this.#report(choice.error)
    }
    this.#report(chunk.error)
  }

  /**
   * Adds the delta of a chunk that says nothing else that is new: the same choice alone as the chunk before, with the same keys and
   * values, but for its delta and its padding.
   *
   * @internal
   */
  pushDelta(delta: ChatCompletionChunkChoiceDelta): void {
    this.#size += this.#last?.addDelta(delta, undefined) ?? 0
  }

  /** What has come so far. It does not change with the next chunk. Texts are not copied, lists are. */
  get snapshot(): ChatCompletion {
    const { id = '', created = 0, model = '', ...rest } = settled(this.#completion)
    const choices = [...this.#choices.values()].map((choice) => choice.build())
    return { id, object: 'chat.completion', created, model, choices, ...rest } as ChatCompletion
  }

  /** Notes what was mended on the way to a chunk; the result tells it. */
  addRepair(repair: Repair): void {
    this.#repairs.add(repair)
  }

  /**
   * As {@link addRepair}, of all that one chunk needed. The same list again is the same repairs again.
   *
   * @internal
   */
  addRepairs(repairs: readonly Repair[]): void {
    if (repairs.length > 0) this.#repairs.addAll(repairs)
  }

  /** There will be no more, because of this error. The first one counts. */
  fail(error: ChatCompletionError): void {
    this.#error ??= error
  }

  /**
   * How it ended, if there are no more chunks: judged by the finish reasons.
   *
   * @param isDone `[DONE]` has come.
   */
  result(isDone = false): ChatCompletionStreamResult {
    const log = new RepairLog(this.#repairs.list())
    for (const choice of this.#choices.values()) choice.nameMissing((repair) => log.add(repair))
    const problem = this.#error ?? this.#unfinished(isDone)
    const { snapshot: completion } = this
    const repairs = log.list()
    if (!problem) return { status: 'complete', completion, repairs }
    return { status: truncating.has(problem.code) ? 'truncated' : 'failed', completion, repairs, error: problem }
  }

  #addUsage(usage: CompletionUsage | null | undefined, emit: Emit | undefined): void {
    if (usage === undefined) return
    this.#completion.usage = usage ?? this.#completion.usage ?? null
    if (usage) emit?.({ type: 'usage', usage })
  }

  #report(error: ErrorObject | null | undefined): void {
    if (error) this.fail(toError(error))
  }

  #unfinished(isDone: boolean): ChatCompletionError | undefined {
    const state = (code: 'no-completion' | 'stream-failed' | 'stream-truncated', words: string): ChatCompletionError =>
      new ChatCompletionError(code, `Cannot complete the answer: ${words}`)
    if (this.#isEmpty) return state('no-completion', 'the stream ended without a chunk')
    for (const { index, finishReason } of this.#choices.values()) {
      if (finishReason === 'error') return state('stream-failed', `choice ${index} finished with "error"`)
      if (!finishReason) return state('stream-truncated', `the stream ended before choice ${index} was finished`)
    }
    return isDone || this.#choices.size > 0 ? undefined : state('stream-truncated', 'the stream ended before a choice')
  }
}

function toError(error: ErrorObject): ProviderError {
  const { message, code = null, type = null, param = null, metadata = null } = error
  const details = { providerCode: code, providerType: type, param, metadata, retryable: isRetryable(code, type) }
  return new ProviderError(message || 'The provider gave no reason', { ...details, body: { error } })
}

/** What a completion does not have, or has otherwise. */
function isChunkOnly(key: string): boolean {
  return key === 'choices' || key === 'object' || key === 'obfuscation'
}

/** What a choice costs besides its texts. */
const choiceSize = 256

const truncating = new Set(['stream-truncated', 'aborted', 'timeout', 'disconnected'])

/**
 * Gathers chunks into a completion, and tells how they ended. Never throws, and never rejects: where the chunks throw, the result
 * has the error and what came before it.
 *
 * @param chunks At once, or as they come.
 *
 * @example
 * ```ts
 * import { accumulate, toChunks } from '@chat-completion/stream'
 *
 * accumulate(toChunks(completion)).completion.choices[0]?.message.content
 * //=> 'Paris'
 * ```
 */
export function accumulate(chunks: Iterable<ChatCompletionChunk>): ChatCompletionStreamResult
export function accumulate(chunks: AsyncIterable<ChatCompletionChunk>): Promise<ChatCompletionStreamResult>
export function accumulate(
  chunks: Iterable<ChatCompletionChunk> | AsyncIterable<ChatCompletionChunk>,
): ChatCompletionStreamResult | Promise<ChatCompletionStreamResult> {
  const accumulator = new ChatCompletionAccumulator()
  if (Symbol.asyncIterator in chunks) return accumulateLater(accumulator, chunks)
  try {
    for (const chunk of chunks) accumulator.push(chunk)
  } catch (error) {
    accumulator.fail(sourceError(error))
  }
  return accumulator.result()
}

async function accumulateLater(
  accumulator: ChatCompletionAccumulator,
  chunks: AsyncIterable<ChatCompletionChunk>,
): Promise<ChatCompletionStreamResult> {
  try {
    for await (const chunk of chunks) accumulator.push(chunk)
  } catch (error) {
    accumulator.fail(sourceError(error))
  }
  return accumulator.result()
}
