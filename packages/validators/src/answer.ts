import type * as Wire from '@chat-completion/core/wire'
import { ErrorObjectSchema, errorRules } from './error-object.ts'
import { ChatCompletionModerationSchema } from './moderation.ts'
import { OpenRouterMetadataSchema } from './openrouter-metadata.ts'
import { fallback, type Rules } from './repair.ts'
import { dictionary, list, type Optional, string } from './schema.ts'
import { CompletionUsageSchema, usageRules } from './usage.ts'

/** What a completion and a chunk have in common. */
export const answerOptions = (): Optional<
  Omit<Wire.ChatCompletion, 'id' | 'created' | 'model' | 'object' | 'choices'>
> => ({
  usage: CompletionUsageSchema,
  system_fingerprint: string,
  service_tier: string,
  provider: string,
  metadata: dictionary(string),
  moderation: ChatCompletionModerationSchema,
  openrouter_metadata: OpenRouterMetadataSchema,
  citations: list(string),
  error: ErrorObjectSchema,
  user_id: string,
})

/** The rules of both, beside those of one's `own`. */
/* @__NO_SIDE_EFFECTS__ */
export function answerRules(own: Rules): Rules {
  return { ...sharedRules, ...own }
}

const sharedRules: Rules = {
  id: fallback('missing-id', ''),
  created: fallback('missing-created', 0),
  model: fallback('missing-model', ''),
  usage: usageRules,
  error: errorRules,
}
