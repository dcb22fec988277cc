import type { ChatCompletionStreamEvent } from '@chat-completion/stream'
import type { Screen } from './screen.ts'
import { TerminalText, toLine } from './terminal-text.ts'

/** Shows an answer as it comes. Nothing in it can do more to a terminal than text can. */
export class AnswerView {
  readonly #screen: Screen
  readonly #showsReasoning: boolean
  /** What is being shown: `text`, `reasoning`, `refusal`, or the position of a tool call. */
  #part: string | number = ''
  #cleaner = new TerminalText()
  readonly #names = new Map<number, string>()

  constructor(screen: Screen, { showsReasoning }: { readonly showsReasoning: boolean }) {
    this.#screen = screen
    this.#showsReasoning = showsReasoning
  }

  async show(event: ChatCompletionStreamEvent): Promise<void> {
    switch (event.type) {
      case 'text-delta':
        await this.#begin('text')
        return this.#screen.answer(this.#cleaner.push(event.text))
      case 'reasoning-delta':
        if (!this.#showsReasoning) return
        await this.#begin('reasoning', 'Reasoning: ')
        return this.#screen.aside(this.#cleaner.push(event.text), 'dim')
      case 'refusal-delta':
        await this.#begin('refusal', 'Refused: ')
        return this.#screen.aside(this.#cleaner.push(event.text))
      case 'tool-call-start':
        this.#names.set(event.toolCall, toLine(event.name))
        return this.#beginCall(event.toolCall)
      case 'tool-call-delta':
        await this.#beginCall(event.toolCall)
        return this.#screen.aside(this.#cleaner.push(event.text), 'cyan')
      case 'tool-call-ready':
        await this.#beginCall(event.toolCall)
        return this.#screen.aside(')', 'cyan')
    }
  }

  /** Calls that come side by side are told in turn. */
  #beginCall(position: number): Promise<void> {
    return this.#begin(position, `→ ${this.#names.get(position)}(`)
  }

  async #begin(part: string | number, label = ''): Promise<void> {
    if (this.#part === part) return
    this.#part = part
    this.#cleaner = new TerminalText()
    await this.#screen.breakLine()
    await this.#screen.aside(label, typeof part === 'number' ? 'cyan' : 'dim')
  }
}
