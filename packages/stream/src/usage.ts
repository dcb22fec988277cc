import type { CompletionUsage } from '@chat-completion/core'
import { safeParseChatCompletionChunk } from '@chat-completion/validators'

/** Groq counts under a key of its own (vercel/ai#1651); what it counts is checked like any usage. */
export function groqUsage(value: unknown): CompletionUsage | undefined {
  const { usage } = Object(value) as { readonly usage?: unknown }
  const checked = usage ? safeParseChatCompletionChunk({ choices: [], usage }) : undefined
  return checked?.success ? (checked.value.usage ?? undefined) : undefined
}
