import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from '@chat-completion/core'
import { toChunks } from '@chat-completion/stream'
import type { AnswerPart } from './answer.ts'
import type { Failure } from './failure.ts'
import { newId } from './new-id.ts'

/** Makes chunks of the parts of an answer, one after the other. */
export class ChunkMaker {
  readonly #model: string
  #made: Omit<ChatCompletionChunk, 'choices'> | undefined
  #isEmpty = true
  #hasBegun = false
  #hasText = false
  #isFinished = false

  constructor({ model }: ChatCompletionCreateParams) {
    this.#model = model ?? ''
  }

  /** What every chunk of ours says. */
  get #base(): Omit<ChatCompletionChunk, 'choices'> {
    this.#made ??= {
      id: newId('chatcmpl-'),
      object: 'chat.completion.chunk',
      created: Math.floor(Date.now() / 1000),
      model: this.#model,
    }
    return this.#made
  }

  push(part: AnswerPart): readonly ChatCompletionChunk[] {
    if (typeof part === 'string') return this.#say(part)
    const chunks = isCompletion(part) ? toChunks(part) : [part]
    if (this.#isEmpty && chunks[0]) this.#adopt(chunks[0])
    this.#isEmpty = false
    this.#hasBegun ||= chunks.some(({ choices }) => choices.length > 0)
    this.#isFinished ||= chunks.some(({ choices }) => choices.some(({ finishReason }) => finishReason))
    return chunks
  }

  /** Text has no end of its own, and nothing at all is no text. */
  end(): readonly ChatCompletionChunk[] {
    const begin = this.#isEmpty ? this.#say('') : []
    if (!this.#hasText || this.#isFinished) return begin
    return [...begin, { ...this.#base, choices: [{ index: 0, delta: {}, finishReason: 'stop' }] }]
  }

  /**
   * The last chunk of an answer that failed, as OpenRouter sends it. `openai` looks for the error, AI SDK for the finish reason, and
   * `@openrouter/sdk` wants a number for a code.
   */
  fail({ status, message, type, param, code }: Failure): ChatCompletionChunk {
    const error = { code: status, message, type, param, ...(code !== null && { provider_code: String(code) }) }
    return { ...this.#base, choices: [{ index: 0, delta: { content: '' }, finishReason: 'error' }], error }
  }

  /** What is added to an answer of chunks says that it belongs to them. */
  #adopt({ id, object, created, model }: ChatCompletionChunk): void {
    this.#made = { id, object, created, model }
  }

  #say(content: string): readonly ChatCompletionChunk[] {
    const delta = this.#hasBegun ? { content } : { role: 'assistant' as const, content }
    this.#hasBegun = true
    this.#hasText = true
    this.#isEmpty = false
    return [{ ...this.#base, choices: [{ index: 0, delta, finishReason: null }] }]
  }
}

export function isCompletion(part: AnswerPart | Uint8Array | Response): part is ChatCompletion {
  return typeof part === 'object' && 'object' in part && part.object === 'chat.completion'
}
