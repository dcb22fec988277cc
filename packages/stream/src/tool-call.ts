import type {
  ChatCompletionChunkChoiceDeltaToolCall,
  ChatCompletionMessageToolCall,
  ToolCallFunction,
} from '@chat-completion/core'
import { foldAll, type Gathered, gather, settled } from './fold.ts'
import { JsonProgress } from './json-progress.ts'

type Fragment = ChatCompletionChunkChoiceDeltaToolCall

/** A tool call while its fragments come in. */
export class ToolCallAccumulator {
  readonly position: number
  /** As the fragments have it; undefined where they have none. */
  index: number | undefined
  /** It is complete, and has been said to be. */
  isReady = false
  readonly #call = gather() as Gathered & Fragment
  readonly #progress = new JsonProgress()
  #madeUpId = ''

  constructor(position: number) {
    this.position = position
  }

  get id(): string {
    return this.#call.id ?? ''
  }

  /** As it was sent; `''` where it was not. */
  get type(): string {
    return this.#call.type ?? ''
  }

  /** What it is, also where it was not said. */
  get kind(): string {
    return this.type || (this.#call.custom ? 'custom' : 'function')
  }

  get name(): string {
    return (this.#call.custom ?? this.#call.function)?.name ?? ''
  }

  /** The arguments of a function or the input of a custom tool, so far. */
  get input(): string {
    return String(this.#call.custom?.input ?? this.#call.function?.arguments ?? '')
  }

  /** Its arguments are a whole JSON object, which nothing can follow. */
  get isWhole(): boolean {
    return this.#progress.isWhole(() => this.input)
  }

  add(fragment: Fragment): void {
    foldAll(this.#call, fragment)
    this.index ??= fragment.index ?? undefined
    this.#progress.add(inputOf(fragment))
  }

  /** The call as a completion has it, so far; one that came without an id keeps the first that is made up for it. */
  build(makeUpId: () => string): ChatCompletionMessageToolCall {
    const { index, ...call } = settled(this.#call) as Gathered & Fragment
    const { function: called, custom } = call
    const type = this.kind
    if (!this.id) this.#madeUpId ||= makeUpId()
    return {
      ...call,
      id: this.id || this.#madeUpId,
      type,
      ...(type === 'function' && { function: wholeFunction(called) }),
      ...(type === 'custom' && { custom: { ...custom, name: custom?.name ?? '', input: custom?.input ?? '' } }),
    } as ChatCompletionMessageToolCall
  }
}

/** What a fragment adds to the arguments of a function or to the input of a custom tool. */
export function inputOf({ function: called, custom }: Fragment): string {
  return called?.arguments ?? custom?.input ?? ''
}

/** A function as a message has it, with what no fragment has brought. */
export function wholeFunction(called: Fragment['function']): ToolCallFunction {
  return { ...called, name: called?.name ?? '', arguments: called?.arguments ?? '' }
}

/** The tool calls of one choice, in the order in which they begin. */
export class ToolCallsAccumulator {
  readonly calls: ToolCallAccumulator[] = []
  readonly #byIndex = new Map<number, ToolCallAccumulator>()
  readonly #byId = new Map<string, ToolCallAccumulator>()

  /** Adds a fragment to the call it belongs to; `onReuse` hears where a call begins under the index of another. */
  add(fragment: Fragment, onReuse: () => void): ToolCallAccumulator {
    const { index } = fragment
    let call = this.#find(fragment)
    if (call && isAnother(call, fragment)) {
      onReuse()
      call = undefined
    }
    if (!call) {
      call = new ToolCallAccumulator(this.calls.length)
      this.calls.push(call)
    }
    if (typeof index === 'number') this.#byIndex.set(index, call)
    call.add(fragment)
    if (call.id) this.#byId.set(call.id, call)
    return call
  }

  /** By index; by id where the index is missing; with neither, a name begins a call and anything else goes on with the last. */
  #find({ index, id, function: called, custom }: Fragment): ToolCallAccumulator | undefined {
    const same = id ? this.#byId.get(id) : undefined
    // A call that began without an index may get one later.
    if (typeof index === 'number') return this.#byIndex.get(index) ?? (same?.index === undefined ? same : undefined)
    if (id) return same
    return called?.name || custom?.name ? undefined : this.calls.at(-1)
  }
}

/** A new id and a name, where the call of that index has all its arguments, or none and another name: some send every call as index 0. */
function isAnother(call: ToolCallAccumulator, { index, id, function: called, custom }: Fragment): boolean {
  const name = called?.name || custom?.name
  if (typeof index !== 'number' || !name || !id || !call.id || id === call.id) return false
  return call.isWhole || (name !== call.name && call.input.trim() === '')
}
