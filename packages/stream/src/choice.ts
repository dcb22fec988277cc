import {
  type ChatCompletion,
  type ChatCompletionChoice,
  type ChatCompletionChunkChoice,
  type ChatCompletionChunkChoiceDelta,
  type ChatCompletionChunkChoiceDeltaToolCall,
  type ChatCompletionMessageToolCall,
  type ErrorObject,
  type FinishReason,
  type ReasoningDetail,
  reasoningOf,
  textOfParts,
} from '@chat-completion/core'
import { type Repair, type RepairCode, toolCallIdFor } from '@chat-completion/validators'
import { addContentParts } from './content.ts'
import { fold, type Gathered, gather, keep, listOf, settled, sizeOf } from './fold.ts'
import { blockOf, joinBlocks } from './reasoning.ts'
import type { ChatCompletionStreamEvent } from './stream-event.ts'
import { inputOf, type ToolCallAccumulator, ToolCallsAccumulator, wholeFunction } from './tool-call.ts'

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
  /** What is known of the whole answer by now. */
  readonly #answer: Gathered
  readonly #mend: Mend
  readonly #message = gather()
  readonly #toolCalls = new ToolCallsAccumulator()
  readonly #rest = gather()
  #reasoningPlace: ReasoningPlace | undefined

  constructor(index: number, answer: Gathered, mend: Mend) {
    this.index = index
    this.#answer = answer
    this.#mend = mend
  }

  /** Gives about how many characters it added. */
  add(choice: ChatCompletionChunkChoice, emit: Emit | undefined): number {
    let grown = this.addDelta(choice.delta, emit)
    for (const key in choice) {
      const value = (choice as unknown as Gathered)[key]
      if (isOwn(key) || (value === null && this.#rest[key] !== undefined)) continue
      if (key === 'logprobs') {
        grown += sizeOf(value)
        // Tokens are whole, whatever they have for an index.
        fold(this.#rest, key, value, () => undefined)
      } else if (key === 'error') this.error = choice.error ?? this.error ?? null
      else grown += keep(this.#rest, key === escapedDelta ? 'delta' : key, value)
    }
    this.#finish(choice.finishReason, emit)
    return grown
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
    for (const { position, id, type, kind, name } of this.#toolCalls.calls) {
      const missing = (code: RepairCode, key: string): void =>
        mend(this.#repair(code, ['delta', 'tool_calls', position, key], undefined, 'none in any fragment'))
      if (!id) missing('tool-call-id', 'id')
      if (!type) missing('tool-call-type', 'type')
      if (!name && (kind === 'function' || kind === 'custom')) missing('missing-tool-name', kind)
    }
  }

  /** Gives about how many characters it added. */
  addDelta(delta: ChatCompletionChunkChoiceDelta, emit: Emit | undefined): number {
    const message = this.#message
    let grown = 0
    if (emit) this.#emitTexts(delta, emit)
    if (delta.contentParts || typeof delta.content === 'string') this.#addContent(delta)
    for (const key in delta) {
      const value = (delta as Gathered)[key]
      if (key === 'role' || value === undefined) continue
      grown += sizeOf(value)
      if (value === null) fold(message, key, value)
      else if (key === 'toolCalls') this.#addToolCalls(delta.toolCalls ?? [], emit)
      else if (key === 'reasoningDetails') {
        message[key] = listOf(message[key], blockOf, joinBlocks).add(value as ReasoningDetail[])
      } else if (key !== 'content' && key !== 'contentParts') fold(message, key, value)
    }
    if (grown > 0) this.hasBegun = true
    return grown
  }

  /** Where parts have come, text alone goes on as a part: the two must say the same. */
  #addContent(delta: ChatCompletionChunkChoiceDelta): void {
    const { contentParts } = delta
    const message = this.#message
    const before = message.content
    const text = textIn(delta)
    if (contentParts || (message.contentParts && text)) {
      message.contentParts ??= before ? [{ type: 'text', text: String(before) }] : []
      addContentParts(message.contentParts as unknown[], contentParts ?? [{ type: 'text', text: text ?? '' }])
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
      if (calls.length > length) emit({ type: 'tool-call-start', ...at, id: call.id, name: call.name })
      const text = inputOf(fragment)
      if (text) emit({ type: 'tool-call-delta', ...at, text })
      if (call.kind !== 'custom' && call.isWhole) this.#emitReady(call, emit)
    }
  }

  #finish(reason: FinishReason | null, emit: Emit | undefined): void {
    const before = this.finishReason
    if (before && reason && before !== reason) {
      this.#mend(this.#repair('finish-changed', ['finish_reason'], before, `"${before}" and then "${reason}"`))
    }
    this.finishReason = reason || before || reason
    if (!emit || !this.finishReason) return
    this.#emitRest(emit)
    if (before !== this.finishReason) emit({ type: 'finish', choice: this.index, finishReason: this.finishReason })
  }

  /** Calls without arguments, and texts: only the end tells that they are complete, unless it cut them off. */
  #emitRest(emit: Emit): void {
    if (cutting.has(this.finishReason ?? '')) return
    for (const call of this.#toolCalls.calls) {
      if (!call.isReady && (call.kind === 'custom' || call.input.trim() === '')) this.#emitReady(call, emit)
    }
  }

  #emitTexts(delta: ChatCompletionChunkChoiceDelta, emit: Emit): void {
    const choice = this.index
    const reasoning = this.#reasoningIn(delta)
    if (reasoning) emit({ type: 'reasoning-delta', choice, text: reasoning })
    const text = textIn(delta)
    if (text) emit({ type: 'text-delta', choice, text })
    if (delta.refusal) emit({ type: 'refusal-delta', choice, text: delta.refusal })
  }

  /** Providers that send reasoning in several places say the same in each, though not always in the same delta: one place is told. */
  #reasoningIn(delta: ChatCompletionChunkChoiceDelta): string {
    const place = this.#reasoningPlace
    if (place) return reasoningOf(asMessage({ [place]: delta[place] }))
    const reasoning = reasoningOf(asMessage(delta))
    if (reasoning) this.#reasoningPlace = reasoningPlaces.find((key) => reasoningOf(asMessage({ [key]: delta[key] })))
    return reasoning
  }

  #emitReady(call: ToolCallAccumulator, emit: Emit): void {
    if (call.isReady) return
    call.isReady = true
    emit({ type: 'tool-call-ready', choice: this.index, toolCall: call.position, call: this.#buildCall(call) })
  }

  #repair(code: RepairCode, place: readonly (string | number)[], received: unknown, state: string): Repair {
    const path = ['choices', this.index, ...place]
    const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
    return { code, path, received, message: `Repaired ${where.slice(1)}: received ${state}` }
  }

  #buildCall(call: ToolCallAccumulator): ChatCompletionMessageToolCall {
    return call.build(() => toolCallIdFor(this.#answer, [this.index, call.position]))
  }
}

/** The text of a delta; its parts speak only where it says nothing: an edit or a redaction counts. */
function textIn({ content, contentParts }: ChatCompletionChunkChoiceDelta): string | null {
  return content === undefined ? textOfParts(contentParts ?? []) : content
}

/** What has its own way. Perplexity and Writer send the message again beside its delta. */
function isOwn(key: string): boolean {
  return key === 'delta' || key === 'finishReason' || key === 'index' || key === 'message'
}

/** Where reasoning may be, the first with any before the others. */
const reasoningPlaces = ['reasoning', 'reasoningContent', 'reasoningDetails', 'contentParts'] as const

type ReasoningPlace = (typeof reasoningPlaces)[number]

function asMessage(delta: ChatCompletionChunkChoiceDelta): ChatCompletion {
  return { choices: [{ message: delta }] } as ChatCompletion
}

/** Finish reasons that may come in the middle of a call. */
const cutting = new Set(['length', 'content_filter'])
