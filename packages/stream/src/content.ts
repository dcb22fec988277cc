import type { ChatCompletionContentPart } from '@chat-completion/core'
import { fold, type Gathered, own } from './fold.ts'

/** Adds the parts of a delta: the first goes on with a last part of its type, as Mistral's thinking does; the others are new. */
export function addContentParts(list: unknown[], parts: readonly ChatCompletionContentPart[]): void {
  const last = list.at(-1) as ChatCompletionContentPart | undefined
  const [first, ...others] = parts
  if (first && last && first.type === last.type && (first.type === 'text' || first.type === 'thinking')) {
    list[list.length - 1] = joined(own(last), first)
  } else if (first) list.push(first)
  for (const part of others) list.push(part)
}

function joined(part: Gathered, next: ChatCompletionContentPart): Gathered {
  for (const [key, value] of Object.entries(next)) {
    if (key === 'thinking') addContentParts(part.thinking as unknown[], value)
    else if (key === 'text') fold(part, key, value)
    else part[key] = value
  }
  return part
}
