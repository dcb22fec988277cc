import type { UnlistedType } from '@chat-completion/core'
import * as v from 'valibot'
import { type Schema, string } from './schema.ts'

/** A `type` that is none of `listed`, for the arm that keeps a union open. */
/* @__NO_SIDE_EFFECTS__ */
export function unlisted(...listed: readonly string[]): Schema<UnlistedType> {
  return v.pipe(
    string,
    v.check((kind) => kind !== '' && !listed.includes(kind)),
  ) as never
}
