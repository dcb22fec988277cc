import type * as Wire from '@chat-completion/core/wire'
import { ErrorObjectSchema, errorRules } from './error-object.ts'
import { ChatCompletionModerationSchema } from './moderation.ts'
import { OpenRouterMetadataSchema } from './openrouter-metadata.ts'
import { fallback, type Rules } from './repair.ts'
import { type EntriesOf, given, list, number, string } from './schema.ts'
import { CompletionUsageSchema, usageRules } from './usage.ts'

/** What a completion and a chunk have in common. */
export const answerEntries: EntriesOf<Omit<Wire.ChatCompletion, 'object' | 'choices' | 'metadata'>> = {
  id: string,
  created: number,
  model: string,
  usage: given(CompletionUsageSchema),
  system_fingerprint: given(string),
  service_tier: given(string),
  provider: given(string),
  moderation: given(ChatCompletionModerationSchema),
  openrouter_metadata: given(OpenRouterMetadataSchema),
  citations: given(list(string)),
  error: given(ErrorObjectSchema),
  user_id: given(string),
}

export const answerRules: Rules = {
  id: fallback('missing-id', ''),
  created: fallback('missing-created', 0),
  model: fallback('missing-model', ''),
  usage: usageRules,
  error: errorRules,
}
