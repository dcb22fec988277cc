import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema'
import { RulesFileSchema } from '../src/mock/rules/schema.ts'

/** For editors, of a file of rules. That an expression can be read, or that headers are some, it cannot say. */
export function rulesSchema(): JsonSchema {
  return {
    $id: 'https://unpkg.com/@chat-completion/cli/rules.schema.json',
    ...toJsonSchema(RulesFileSchema, { errorMode: 'ignore' }),
  }
}
