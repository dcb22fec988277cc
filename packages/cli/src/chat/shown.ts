import {
  type ChatCompletion,
  type ChatCompletionMessageToolCall,
  finishReasonOf,
  reasoningOf,
  refusalOf,
  textOf,
} from '@chat-completion/core'
import type { ChatCompletionStreamEvent } from '@chat-completion/stream'

/** What of an answer has been shown, and what is left to show when all of it is there: all of it, where it came as a whole. */
export class Shown {
  readonly #lengths = new Map<string, number>()
  readonly #ready = new Set<number>()
  #reasoning = ''

  /** Who sends reasoning as text, and in blocks when all is said, says it twice. */
  hasSaid(event: ChatCompletionStreamEvent): boolean {
    const isLate = this.#lengths.size > 1
    return event.type === 'reasoning-delta' && isLate && event.text === this.#reasoning
  }

  add(event: ChatCompletionStreamEvent): void {
    if (event.type === 'reasoning-delta') this.#reasoning += event.text
    const key = 'toolCall' in event ? `call ${event.toolCall}` : event.type
    if ('text' in event) this.#lengths.set(key, this.#lengthOf(key) + event.text.length)
    else if (event.type === 'tool-call-start') this.#lengths.set(key, 0)
    else if (event.type === 'tool-call-ready') this.#ready.add(event.toolCall)
  }

  rest(completion: ChatCompletion): ChatCompletionStreamEvent[] {
    const texts = [
      { type: 'reasoning-delta', whole: reasoningOf(completion) },
      { type: 'text-delta', whole: textOf(completion) },
      { type: 'refusal-delta', whole: refusalOf(completion) },
    ] as const
    return [
      ...texts.flatMap(({ type, whole }) => {
        const text = whole.slice(this.#lengthOf(type))
        return text === '' ? [] : [{ type, choice: 0, text }]
      }),
      ...this.#restOfCalls(completion),
    ]
  }

  #restOfCalls(completion: ChatCompletion): ChatCompletionStreamEvent[] {
    const isCut = cutting.has(finishReasonOf(completion) ?? '')
    return callsOf(completion).flatMap((call, toolCall): ChatCompletionStreamEvent[] => {
      if (this.#ready.has(toolCall)) return []
      const at = { choice: 0, toolCall }
      const { name, input } = partsOf(call)
      const text = input.slice(this.#lengthOf(`call ${toolCall}`))
      return [
        { type: 'tool-call-start', ...at, id: call.id, name },
        ...(text === '' ? [] : [{ type: 'tool-call-delta', ...at, text } as const]),
        ...(isCut ? [] : [{ type: 'tool-call-ready', ...at, call } as const]),
      ]
    })
  }

  #lengthOf(key: string): number {
    return this.#lengths.get(key) ?? 0
  }
}

/** Finish reasons that may come in the middle of a call. */
const cutting = new Set<string>(['length', 'content_filter'])

/** The old way to call a function, too. */
function callsOf(completion: ChatCompletion): readonly ChatCompletionMessageToolCall[] {
  const { toolCalls, functionCall } = completion.choices[0]?.message ?? {}
  return [
    ...(toolCalls ?? []),
    ...(functionCall ? [{ id: '', type: 'function', function: functionCall } as const] : []),
  ]
}

/** A call of any kind: what is not there is empty. */
function partsOf(call: object): { readonly name: string; readonly input: string } {
  const { function: called, custom } = call as {
    readonly function?: { readonly name?: string; readonly arguments?: string }
    readonly custom?: { readonly name?: string; readonly input?: string }
  }
  return { name: custom?.name ?? called?.name ?? '', input: custom?.input ?? called?.arguments ?? '' }
}
