import type { ChatCompletionChoice } from './choice.ts'
import { choiceShape } from './choice.ts'
import { decode, encode, type Fields, opaque, type Shape } from './codec.ts'
import type { ErrorObject } from './error.ts'
import type { ChatCompletionModeration } from './moderation.ts'
import { moderationShape } from './moderation.ts'
import type { OpenRouterMetadata } from './openrouter-metadata.ts'
import { openRouterMetadataShape } from './openrouter-metadata.ts'
import type { CompletionUsage } from './usage.ts'
import { usageShape } from './usage.ts'
import type * as Wire from './wire/index.ts'

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
  systemFingerprint?: string | null
  serviceTier?: ServiceTier | null
  /** OpenRouter: the provider that answered. */
  provider?: string | null
  /** OpenAI: set on the request to find stored completions by. */
  metadata?: Record<string, string> | null
  moderation?: ChatCompletionModeration | null
  openrouterMetadata?: OpenRouterMetadata | null
  /** Perplexity, OpenRouter: addresses the answer draws on. */
  citations?: string[] | null
  /** An error beside usable choices; without them the body is an `ErrorBody`. */
  error?: ErrorObject | null
  /** OpenRouter, beside an error. */
  userId?: string | null
}

const completionShape: Shape = {
  fields: {
    choices: choiceShape,
    usage: usageShape,
    system_fingerprint: opaque,
    service_tier: opaque,
    moderation: moderationShape,
    openrouter_metadata: openRouterMetadataShape,
    user_id: opaque,
  } satisfies Fields<Wire.ChatCompletion>,
}

/**
 * Reads a completion as it travels. Nothing is checked: parse what you do not trust.
 *
 * Keys this library does not know stay where they are, under their wire name; values below them are shared, not copied.
 */
export function completionFromWire(completion: Wire.ChatCompletion): ChatCompletion {
  return decode(completion, completionShape) as ChatCompletion
}

/** The exact inverse of {@link completionFromWire}. */
export function completionToWire(completion: ChatCompletion): Wire.ChatCompletion {
  return encode(completion, completionShape) as Wire.ChatCompletion
}
