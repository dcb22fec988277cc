import { toJsonSchema as convert, type JsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'

/**
 * The JSON Schema (draft 7) of one of this package's schemas.
 *
 * What JSON Schema cannot say is left out: that numbers are finite (JSON has no others), that an unlisted kind is none of
 * the listed, that a key must not be in the domain's spelling.
 *
 * @example
 * ```ts
 * import { CompletionUsageSchema } from '@chat-completion/validators'
 * import { toJsonSchema } from '@chat-completion/validators/json-schema'
 *
 * toJsonSchema(CompletionUsageSchema).required
 * //=> ['prompt_tokens', 'completion_tokens', 'total_tokens']
 * ```
 */
export function toJsonSchema(schema: GenericSchema): JsonSchema {
  return convert(schema, { ignoreActions: ['finite', 'check'] })
}
