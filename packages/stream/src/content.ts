import type { ChatCompletionContentPart } from '@chat-completion/core'

/** Adds the parts of a delta: the first goes on with a last part of its type, as Mistral's thinking does; the others are new. */
export function addContentParts(list: ChatCompletionContentPart[], parts: readonly ChatCompletionContentPart[]): void {
  const { length } = list
  for (const [position, part] of parts.entries()) {
    const joined = position === 0 ? joinedPart(list[length - 1], part) : undefined
    if (joined) list[length - 1] = joined
    else list.push(part)
  }
}

function joinedPart(
  one: ChatCompletionContentPart | undefined,
  other: ChatCompletionContentPart,
): ChatCompletionContentPart | undefined {
  if (one?.type === 'text' && other.type === 'text') return { ...one, ...other, text: one.text + other.text }
  if (one?.type !== 'thinking' || other.type !== 'thinking') return undefined
  const thinking = [...one.thinking]
  addContentParts(thinking, other.thinking)
  return { ...one, ...other, thinking }
}
