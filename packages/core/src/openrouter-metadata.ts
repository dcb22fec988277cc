import { type Fields, opaque, type Shape } from './codec.ts'
import type * as Wire from './wire/index.ts'

/** OpenRouter: how the request was routed, where the request asked for it by header. Its objects' keys are OpenRouter's. */
export interface OpenRouterMetadata {
  attempt?: number | null
  attempts?: Record<string, unknown>[] | null
  endpoints?: Record<string, unknown> | null
  generationTime?: number | null
  isByok?: boolean | null
  params?: Record<string, unknown> | null
  pipeline?: Record<string, unknown>[] | null
  region?: string | null
  requested?: string | null
  strategy?: string | null
  summary?: string | null
}

export const openRouterMetadataShape: Shape = {
  fields: { generation_time: opaque, is_byok: opaque } satisfies Fields<Wire.OpenRouterMetadata>,
}
