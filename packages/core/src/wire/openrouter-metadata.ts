/** OpenRouter: how the request was routed, where the request asked for it by header. Its objects' keys are OpenRouter's. */
export interface OpenRouterMetadata {
  attempt?: number | null
  attempts?: Record<string, unknown>[] | null
  endpoints?: Record<string, unknown> | null
  generation_time?: number | null
  is_byok?: boolean | null
  params?: Record<string, unknown> | null
  pipeline?: Record<string, unknown>[] | null
  region?: string | null
  requested?: string | null
  strategy?: string | null
  summary?: string | null
}
