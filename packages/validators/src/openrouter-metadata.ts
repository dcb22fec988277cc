import type * as Wire from '@chat-completion/core/wire'
import { boolean, dictionary, list, number, record, type Schema, string, unknown } from './schema.ts'

export const OpenRouterMetadataSchema: Schema<Wire.OpenRouterMetadata> = record(() => [
  {},
  {
    attempt: number,
    attempts: list(dictionary(unknown)),
    endpoints: dictionary(unknown),
    generation_time: number,
    is_byok: boolean,
    params: dictionary(unknown),
    pipeline: list(dictionary(unknown)),
    region: string,
    requested: string,
    strategy: string,
    summary: string,
  },
])
