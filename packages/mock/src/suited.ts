import type { ChatCompletion, ChatCompletionCreateParams } from '@chat-completion/core'
import { chatCompletion } from '@chat-completion/fixtures'

/** What the fixtures say that nobody has told otherwise. */
const plainModel = chatCompletion.build().model

/** A text as a completion, the n-th of its rule, with as many choices as were asked for. */
export function completionOf(text: string, nth: number, { n }: ChatCompletionCreateParams): ChatCompletion {
  const choices = Array.from({ length: n ?? 1 }, () => ({ message: { content: text } }))
  return { ...chatCompletion.build({ choices }), id: `chatcmpl-${nth}` }
}

/** As a provider would answer a request with it: of the model that was asked, and as many choices. */
export function suited(completion: ChatCompletion, { model, n }: ChatCompletionCreateParams): ChatCompletion {
  return {
    ...completion,
    model: completion.model === plainModel ? (model ?? plainModel) : completion.model,
    choices: suitedChoices(completion.choices, n ?? 1),
  }
}

/** Those that are missing repeat those that are there. */
function suitedChoices(choices: ChatCompletion['choices'], count: number): ChatCompletion['choices'] {
  if (choices.length === 0 || choices.length >= count) return choices
  return Array.from({ length: count }, (_, index) => {
    const choice = choices[index % choices.length] as ChatCompletion['choices'][number]
    return { ...choice, index }
  })
}
