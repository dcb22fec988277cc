import { CompletionUsageSchema } from '@chat-completion/validators'
import { toJsonSchema } from '@chat-completion/validators/json-schema'
import { equal } from '../equal.js'

export function main(): void {
  equal(toJsonSchema(CompletionUsageSchema).properties?.total_tokens, { type: 'number' })
}
