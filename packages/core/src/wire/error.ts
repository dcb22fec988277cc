import type { OpenRouterMetadata } from './openrouter-metadata.ts'

/** Body of a failed request, whatever its status. */
export interface ErrorBody {
  error: ErrorObject
  /** OpenRouter. */
  user_id?: string | null
  request_id?: string | null
  openrouter_metadata?: OpenRouterMetadata | null
}

/** What went wrong. OpenAI requires `type`, `param` and a string `code`; OpenRouter has a numeric `code` and `metadata`. */
export interface ErrorObject {
  message: string
  code?: string | number | null
  type?: string | null
  /** The request parameter at fault. */
  param?: string | null
  /** OpenRouter: moderation reasons, or the upstream provider's name and raw answer. */
  metadata?: Record<string, unknown> | null
}
