import { decode, encode, type Fields, opaque, type Shape } from './codec.ts'
import { type OpenRouterMetadata, openRouterMetadataShape } from './openrouter-metadata.ts'
import type * as Wire from './wire/index.ts'

/** Body of a failed request, whatever its status. */
export interface ErrorBody {
  error: ErrorObject
  /** OpenRouter. */
  userId?: string | null
  requestId?: string | null
  openrouterMetadata?: OpenRouterMetadata | null
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

const errorBodyShape: Shape = {
  fields: {
    user_id: opaque,
    request_id: opaque,
    openrouter_metadata: openRouterMetadataShape,
  } satisfies Fields<Wire.ErrorBody>,
}

/** Reads an error envelope as it travels. Nothing is checked: parse what you do not trust. */
export function errorBodyFromWire(body: Wire.ErrorBody): ErrorBody {
  return decode(body, errorBodyShape) as ErrorBody
}

/** The exact inverse of {@link errorBodyFromWire}. */
export function errorBodyToWire(body: ErrorBody): Wire.ErrorBody {
  return encode(body, errorBodyShape) as Wire.ErrorBody
}
