import type { ChatCompletionChunkChoiceDeltaToolCall, ChatCompletionMessageToolCall } from '@chat-completion/core'
import { fold, type Gathered, gather } from './fold.ts'

type Fragment = ChatCompletionChunkChoiceDeltaToolCall

/** A tool call while its fragments come in. */
export class ToolCallAccumulator {
  readonly position: number
  id = ''
  type = ''
  function: Gathered | undefined
  custom: Gathered | undefined
  /** It is complete, and has been said to be. */
  isReady = false
  readonly #rest = gather()

  constructor(position: number) {
    this.position = position
  }

  get name(): string {
    return String((this.custom ?? this.function)?.name ?? '')
  }

  /** The arguments of a function or the input of a custom tool, so far. */
  get input(): string {
    return String((this.custom ? this.custom.input : this.function?.arguments) ?? '')
  }

  /** Ids, types and names are sent once, or whole again, never in pieces (LionSR/TeXRA#4575). */
  add(fragment: Fragment): void {
    for (const [key, value] of Object.entries(fragment)) {
      if (key === 'id' || key === 'type') this[key] ||= value ?? ''
      else if ((key === 'function' || key === 'custom') && value) this[key] = addCalled(this[key], value)
      else if (key !== 'index') fold(this.#rest, key, value)
    }
  }

  /** The call as a completion has it, so far; `id` is for one that came without. */
  build(id: string): ChatCompletionMessageToolCall {
    const { function: called, custom } = this
    const type = this.type || (custom ? 'custom' : 'function')
    const call: Gathered = { id: this.id || id, type, ...this.#rest }
    if (called || type === 'function') call.function = { name: '', arguments: '', ...called }
    if (custom || type === 'custom') call.custom = { name: '', input: '', ...custom }
    return call as unknown as ChatCompletionMessageToolCall
  }
}

/** Adds a fragment of what is called: the name comes once, the rest in pieces. */
export function addCalled(before: Gathered | null | undefined, called: object): Gathered {
  const target = before ?? gather()
  for (const [key, value] of Object.entries(called)) {
    if (key === 'name') target.name ||= value ?? ''
    else fold(target, key, value)
  }
  return target
}

/** The tool calls of one choice, in the order in which they begin. */
export class ToolCallsAccumulator {
  readonly calls: ToolCallAccumulator[] = []
  readonly #byIndex = new Map<number, ToolCallAccumulator>()
  readonly #byId = new Map<string, ToolCallAccumulator>()

  /** Adds a fragment to the call it belongs to; `onReuse` is told where a call begins under the index of another. */
  add(fragment: Fragment, onReuse: (index: number) => void): ToolCallAccumulator {
    const { index } = fragment
    let call = this.#find(fragment)
    if (call && isAnother(call, fragment)) {
      onReuse(index as number)
      call = undefined
    }
    if (!call) {
      call = new ToolCallAccumulator(this.calls.length)
      this.calls.push(call)
      if (typeof index === 'number') this.#byIndex.set(index, call)
    }
    call.add(fragment)
    if (call.id) this.#byId.set(call.id, call)
    return call
  }

  /** By index; by id where the index is missing; with neither, a name begins a call and anything else goes on with the last. */
  #find({ index, id, function: called, custom }: Fragment): ToolCallAccumulator | undefined {
    if (typeof index === 'number') return this.#byIndex.get(index)
    if (id) return this.#byId.get(id)
    return called?.name || custom?.name ? undefined : this.calls.at(-1)
  }
}

/** A new id and a name, where the call of that index is complete: some send every parallel call as index 0. */
function isAnother(call: ToolCallAccumulator, { index, id, function: called, custom }: Fragment): boolean {
  const isNamed = called?.name || custom?.name
  return typeof index === 'number' && !!id && !!call.id && id !== call.id && !!isNamed && isJsonObject(call.input)
}

/** Whether arguments are complete: nothing can follow a whole JSON object. */
export function isJsonObject(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
