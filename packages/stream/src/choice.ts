import {
  type ChatCompletion,
  type ChatCompletionChoice,
  type ChatCompletionChunkChoice,
  type ChatCompletionChunkChoiceDelta,
  type ChatCompletionChunkChoiceDeltaToolCall,
  type ChatCompletionContentPart,
  type ChatCompletionMessageToolCall,
  type ErrorObject,
  type FinishReason,
  type ReasoningDetail,
  reasoningOf,
  textOfParts,
} from '@chat-completion/core'
import { type Repair, type RepairCode, toolCallIdFor } from '@chat-completion/validators'
import { addContentParts } from './content.ts'
import { appended, fold, type Gathered, gather, keep, settled } from './fold.ts'
import { continuesBlock } from './reasoning.ts'
import type { ChatCompletionStreamEvent } from './stream-event.ts'
import { isJsonObject, type ToolCallAccumulator, ToolCallsAccumulator, wholeFunction } from './tool-call.ts'

/** Gets each event as it happens. */
export type Emit = (event: ChatCompletionStreamEvent) => void

/** Gets what had to be mended. */
export type Mend = (repair: Repair) => void

/** A completion's own key that a chunk's choice needs for itself: it travels under this one. */
export const escapedDelta = '~delta'

/** One choice while its deltas come in. */
export class ChoiceAccumulator {
  readonly index: number
  finishReason: FinishReason | null = null
  error: ErrorObject | null | undefined
  /** Something of the answer has come: more than a role. */
  hasBegun = false
  #size = 0
  /** What is known of the whole answer by now. */
  readonly #answer: Gathered
  readonly #mend: Mend
  readonly #message = gather()
  readonly #toolCalls = new ToolCallsAccumulator()
  readonly #rest = gather()

  constructor(index: number, answer: Gathered, mend: Mend) {
    this.index = index
    this.#answer = answer
    this.#mend = mend
  }

  /** Gives about how many characters it added. */
  add(choice: ChatCompletionChunkChoice, emit: Emit | undefined): number {
    const before = this.#size
    this.#addDelta(choice.delta, emit)
    for (const key in choice) {
      const value = (choice as unknown as Gathered)[key]
      if (isOwn(key) || (value === null && this.#rest[key] !== undefined)) continue
      if (key === 'logprobs') {
        this.#size += sizeOf(value)
        fold(this.#rest, key, value)
      } else if (key === 'error') this.error = choice.error ?? this.error ?? null
      else keep(this.#rest, key === escapedDelta ? 'delta' : key, value)
    }
    this.#finish(choice.finishReason, emit)
    return this.#size - before + 1
  }

  /** The choice as a completion has it, so far. */
  build(): ChatCompletionChoice {
    const { index, finishReason, error } = this
    const { content = null, functionCall, ...rest } = settled(this.#message)
    const calls = this.#toolCalls.calls.map((call) => this.#buildCall(call))
    return {
      ...settled(this.#rest),
      index,
      message: {
        role: 'assistant',
        content,
        ...rest,
        ...(calls.length > 0 && { toolCalls: calls }),
        ...(functionCall !== undefined && { functionCall: functionCall && wholeFunction(functionCall) }),
      },
      finishReason,
      ...(error !== undefined && { error }),
    } as ChatCompletionChoice
  }

  /** Names what no fragment of a tool call has brought, and {@link build} makes up. */
  nameMissing(mend: Mend): void {
    for (const { position, id, type, name } of this.#toolCalls.calls) {
      const missing = (code: RepairCode, key: string): void =>
        mend(this.#repair(code, ['delta', 'tool_calls', position, key], undefined, 'none in any fragment'))
      if (!id) missing('tool-call-id', 'id')
      if (!type) missing('tool-call-type', 'type')
      if (!name) missing('missing-tool-name', 'function')
    }
  }

  #addDelta(delta: ChatCompletionChunkChoiceDelta, emit: Emit | undefined): void {
    const message = this.#message
    if (typeof delta.content === 'string' || delta.contentParts) this.#addContent(delta)
    for (const key in delta) {
      const value = (delta as Gathered)[key]
      if (key === 'role' || value === undefined) continue
      const size = sizeOf(value)
      this.#size += size
      if (size > 0) this.hasBegun = true
      if (value === null) fold(message, key, value)
      else if (key === 'toolCalls') this.#addToolCalls(delta.toolCalls ?? [], emit)
      else if (key === 'reasoningDetails')
        message[key] = appended(message[key], value as ReasoningDetail[], continuesBlock)
      else if (key !== 'content' && key !== 'contentParts') fold(message, key, value)
    }
    if (emit) this.#emitTexts(delta, emit)
  }

  /** Where parts have come, text alone goes on as a part: the two must say the same. */
  #addContent({ content, contentParts }: ChatCompletionChunkChoiceDelta): void {
    const message = this.#message
    const before = message.content
    const text = content ?? textOfParts(contentParts ?? [])
    if (contentParts || (message.contentParts && text)) {
      message.contentParts ??= before ? [{ type: 'text', text: String(before) }] : []
      addContentParts(message.contentParts as ChatCompletionContentPart[], contentParts ?? [{ type: 'text', text }])
    }
    fold(message, 'content', text)
  }

  #addToolCalls(fragments: readonly ChatCompletionChunkChoiceDeltaToolCall[], emit: Emit | undefined): void {
    const { calls } = this.#toolCalls
    this.#message.toolCalls = []
    for (const [position, fragment] of fragments.entries()) {
      const { length } = calls
      const call = this.#toolCalls.add(fragment, () => {
        const place = ['delta', 'tool_calls', position, 'index']
        this.#mend(this.#repair('reused-index', place, fragment.index, 'the index of a call that is complete'))
      })
      if (!emit) continue
      const at = { choice: this.index, toolCall: call.position }
      if (calls.length > length) {
        this.#emitReady(emit, (other) => other !== call && isJsonObject(other.input))
        emit({ type: 'tool-call-start', ...at, id: call.id, name: call.name })
      }
      const text = fragment.function?.arguments ?? fragment.custom?.input
      if (text) emit({ type: 'tool-call-delta', ...at, text })
    }
  }

  #finish(reason: FinishReason | null, emit: Emit | undefined): void {
    const before = this.finishReason
    if (!reason) {
      this.finishReason ??= reason
      return
    }
    if (before && before !== reason) {
      this.#mend(this.#repair('finish-changed', ['finish_reason'], before, `"${before}" and then "${reason}"`))
    }
    this.finishReason = reason
    if (!emit || before === reason) return
    const isCut = reason === 'length' || reason === 'content_filter'
    this.#emitReady(emit, ({ isCustom, input }) => (isCustom || input.trim() === '' ? !isCut : isJsonObject(input)))
    emit({ type: 'finish', choice: this.index, finishReason: reason })
  }

  #emitTexts(delta: ChatCompletionChunkChoiceDelta, emit: Emit): void {
    const choice = this.index
    const reasoning = reasoningOf({ choices: [{ message: delta }] } as ChatCompletion)
    if (reasoning) emit({ type: 'reasoning-delta', choice, text: reasoning })
    const text = delta.content ?? textOfParts(delta.contentParts ?? [])
    if (text) emit({ type: 'text-delta', choice, text })
    if (delta.refusal) emit({ type: 'refusal-delta', choice, text: delta.refusal })
  }

  #emitReady(emit: Emit, isReady: (call: ToolCallAccumulator) => boolean): void {
    for (const call of this.#toolCalls.calls) {
      if (call.isReady || !isReady(call)) continue
      call.isReady = true
      emit({ type: 'tool-call-ready', choice: this.index, toolCall: call.position, call: this.#buildCall(call) })
    }
  }

  #repair(code: RepairCode, place: readonly (string | number)[], received: unknown, state: string): Repair {
    const path = ['choices', this.index, ...place]
    return { code, path, received, message: `Repaired ${path.join('.')}: received ${state}` }
  }

  #buildCall(call: ToolCallAccumulator): ChatCompletionMessageToolCall {
    return call.build(toolCallIdFor(this.#answer, [this.index, call.position]))
  }
}

/** What has its own way. Perplexity and Writer send the message again beside its delta. */
function isOwn(key: string): boolean {
  return key === 'delta' || key === 'finishReason' || key === 'index' || key === 'message'
}

/** How many characters a value of a delta adds. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && value.length === 0)) return 0
  return JSON.stringify(value).length
}
