import type { ChatCompletionChoice } from './choice.ts'
import type { ErrorObject } from './error.ts'
import type { ChatCompletionModeration } from './moderation.ts'
import type { OpenRouterMetadata } from './openrouter-metadata.ts'
import type { CompletionUsage } from './usage.ts'

export type ChatCompletionObject = 'chat.completion'

/** How the request was served. Open: providers send tiers of their own (`on_demand`, `standard`). */
export type ServiceTier = 'auto' | 'default' | 'flex' | 'scale' | 'priority' | 'fast' | (string & {})

/** The answer to a chat completion request. */
export interface ChatCompletion {
  id: string
  object: ChatCompletionObject
  /** Unix time in seconds. */
  created: number
  model: string
  choices: ChatCompletionChoice[]
  usage?: CompletionUsage | null
  /** OpenRouter requires it, OpenAI deprecated it, most providers leave it out. */
  system_fingerprint?: string | null
  service_tier?: ServiceTier | null
  /** OpenRouter: the provider that answered. */
  provider?: string | null
  /** OpenAI: set on the request to find stored completions by. */
  metadata?: Record<string, string> | null
  moderation?: ChatCompletionModeration | null
  openrouter_metadata?: OpenRouterMetadata | null
  /** Perplexity, OpenRouter: addresses the answer draws on. */
  citations?: string[] | null
  /** An error beside usable choices; without them the body is an `ErrorBody`. */
  error?: ErrorObject | null
  /** OpenRouter, beside an error. */
  user_id?: string | null
}
