import type { ChatCompletion } from '@chat-completion/core'

/** The completion as a stream can give it back: deltas need the index of a tool call, so a completion's own is lost. */
export function withoutCallIndex(completion: ChatCompletion): ChatCompletion {
  const choices = completion.choices.map((choice) => {
    const { toolCalls } = choice.message
    if (!toolCalls) return choice
    const calls = toolCalls.map(({ index: _, ...call }) => call)
    return { ...choice, message: { ...choice.message, toolCalls: calls } }
  })
  return { ...completion, choices: choices as ChatCompletion['choices'] }
}
