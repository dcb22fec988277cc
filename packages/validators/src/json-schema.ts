import { toJsonSchema as convert, type JsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import type { Node } from './node.ts'

/**
 * The JSON Schema (draft 7) of one of this package's schemas.
 *
 * What JSON Schema cannot say is left out: that numbers are finite (JSON has no others), that a key must not be in the domain's
 * spelling.
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
  return convert(schema, {
    overrideSchema: ({ valibotSchema, jsonSchema }) => withOpenKind(valibotSchema as Node, jsonSchema),
  })
}

/** The option for kinds that no other lists must not take those that one does. */
function withOpenKind({ type, key, options = [] }: Node, schema: JsonSchema): JsonSchema | undefined {
  if (type !== 'variant' || key === undefined || schema.oneOf === undefined) return undefined
  const listed = options.flatMap(({ entries }) => (entries?.[key] as { options?: string[] } | undefined)?.options ?? [])
  const oneOf = schema.oneOf.map((option, index) => {
    if (!options[index]?.open || typeof option === 'boolean') return option
    const kind: JsonSchema = { type: 'string', not: { enum: ['', ...listed] } }
    return { ...option, properties: { ...option.properties, [key]: kind }, required: [...(option.required ?? []), key] }
  })
  return { ...schema, oneOf }
}
