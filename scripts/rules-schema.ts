import { execFileSync } from 'node:child_process'
import { rulesSchema } from '../packages/cli/test/rules-schema.ts'

/** The JSON Schema of the rules of `chat-completion mock`, formatted as every file is. */
export function rulesSchemaFile(): string {
  const format = ['format', '--stdin-file-path=rules.schema.json']
  return execFileSync('node_modules/.bin/biome', format, { input: JSON.stringify(rulesSchema()), encoding: 'utf8' })
}
