import {
  type ChatCompletionCreateParams,
  type ChatCompletionMessageParam,
  type ChatCompletionMessageToolCall,
  finishReasonOf,
  isCustomToolCall,
  isFunctionToolCall,
  textOf,
  toMessageParam,
} from '@chat-completion/core'
import type { Answer } from './ask.ts'
import type { Settings } from './settings.ts'

/** A tool call that waits for its result. */
export interface OpenCall {
  readonly id: string
  readonly name: string
}

/** What has been said, and with which settings: all that a request needs. */
export class Conversation {
  settings: Settings
  system: string | undefined
  #messages: ChatCompletionMessageParam[] = []

  constructor(settings: Settings, system?: string) {
    this.settings = settings
    this.system = system
  }

  get params(): ChatCompletionCreateParams {
    const { system } = this
    const first: ChatCompletionMessageParam[] = system ? [{ role: 'system', content: system }] : []
    return { ...this.settings, messages: [...first, ...this.#messages] }
  }

  get isEmpty(): boolean {
    return this.#messages.length === 0
  }

  /** Of the calls of the last answer, the first that has no result. */
  get openCall(): OpenCall | undefined {
    const at = this.#lastOf('assistant')
    const last = this.#messages[at]
    if (last?.role !== 'assistant') return undefined
    const answered = this.#messages
      .slice(at + 1)
      .flatMap((message) => (message.role === 'tool' ? [message.toolCallId] : []))
    return (last.toolCalls ?? []).flatMap(callOf).find(({ id }) => !answered.includes(id))
  }

  /** A question that got no answer is not asked again with the next. */
  ask(question: string): void {
    if (this.#messages.at(-1)?.role !== 'assistant') this.undo()
    this.#messages.push({ role: 'user', content: question })
  }

  giveResult({ id }: OpenCall, result: string): void {
    this.#messages.push({ role: 'tool', toolCallId: id, content: result })
  }

  /** Of an answer that is not whole, the text stays: calls and signatures that are cut off would be refused. */
  add({ completion, error }: Answer): void {
    const message = completion.choices[0]?.message
    const reason = finishReasonOf(completion)
    const isCut = error !== undefined || reason === 'length' || reason === 'content_filter'
    const text = textOf(completion)
    if (message && !isCut) this.#messages.push(toMessageParam(message))
    else if (text !== '') this.#messages.push({ role: 'assistant', content: text })
  }

  /** Takes the last question back, and all that followed. */
  undo(): boolean {
    const at = this.#lastOf('user')
    if (at === -1) return false
    this.#messages.length = at
    return true
  }

  /** Takes the last answer back, where there is one; what is left can be asked again. */
  takeBackAnswer(): boolean {
    const isAnswered = this.#messages.at(-1)?.role === 'assistant' || this.openCall !== undefined
    if (isAnswered) this.#messages.length = this.#lastOf('assistant')
    return !this.isEmpty
  }

  clear(): void {
    this.#messages = []
  }

  /** Where the last message of a role is, -1 without one. */
  #lastOf(role: ChatCompletionMessageParam['role']): number {
    return this.#messages.map((message) => message.role).lastIndexOf(role)
  }
}

/** What the provider runs itself waits for nobody. */
function callOf(call: ChatCompletionMessageToolCall): OpenCall[] {
  const { id } = call
  if (isFunctionToolCall(call)) return [{ id, name: call.function.name }]
  return isCustomToolCall(call) ? [{ id, name: call.custom.name }] : []
}
