import type { CompletionUsage } from '@chat-completion/core'
import { readCompletionUsage } from '@chat-completion/validators'

/** Groq counts under a key of its own (vercel/ai#1651); what is a usage is taken. */
export function groqUsage(value: unknown): CompletionUsage | undefined {
  return readCompletionUsage(Object(value).usage)
}
