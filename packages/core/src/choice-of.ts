import { ChatCompletionError } from './chat-completion-error.ts'
import type { ChatCompletionChoice } from './choice.ts'
import type { ChatCompletion } from './completion.ts'

/**
 * The choice with this `index`.
 *
 * @param index The choice's own `index`; where no choice has it, the position.
 * @throws {ChatCompletionError} `no-completion` where there is no such choice.
 *
 * @example
 * ```ts
 * import { choiceOf } from '@chat-completion/core'
 *
 * choiceOf(completion).message.content
 * //=> 'Paris'
 * ```
 */
export function choiceOf(completion: ChatCompletion, index = 0): ChatCompletionChoice {
  const choice = findChoice(completion, index)
  if (choice === undefined) {
    throw new ChatCompletionError(
      'no-completion',
      `Cannot take choice ${index}: the completion has ${completion.choices.length} choices`,
    )
  }
  return choice
}

/** As {@link choiceOf}, but undefined where there is no such choice. */
export function findChoice(completion: ChatCompletion, index: number): ChatCompletionChoice | undefined {
  return completion.choices.find((choice) => choice.index === index) ?? completion.choices[index]
}
