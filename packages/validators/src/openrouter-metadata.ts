import type * as Wire from '@chat-completion/core/wire'
import { boolean, dictionary, given, list, number, record, type Schema, string, unknown } from './schema.ts'

export const OpenRouterMetadataSchema: Schema<Wire.OpenRouterMetadata> = record({
  attempt: given(number),
  attempts: given(list(dictionary(unknown))),
  endpoints: given(dictionary(unknown)),
  generation_time: given(number),
  is_byok: given(boolean),
  params: given(dictionary(unknown)),
  pipeline: given(list(dictionary(unknown))),
  region: given(string),
  requested: given(string),
  strategy: given(string),
  summary: given(string),
})
