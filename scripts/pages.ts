// The pages of the documentation, and the files, that are written from code: `--write` writes them, without it stale ones fail.
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { comparedWithOpenAIPage } from './compared-with-openai.ts'
import { comparedWithOpenRouterPage } from './compared-with-openrouter.ts'
import { compiledReaders } from './compiled-readers.ts'
import { probeChecksPage } from './probe-checks.ts'
import { providersPage } from './providers-page.ts'
import { repairsPage } from './repairs.ts'
import { rulesSchemaFile } from './rules-schema.ts'

const pages = {
  'docs/repairs.md': repairsPage,
  'docs/providers.md': providersPage,
  'docs/probe-checks.md': probeChecksPage,
  'docs/compared-with-openai.md': comparedWithOpenAIPage,
  'docs/compared-with-openrouter-sdk.md': comparedWithOpenRouterPage,
  'packages/cli/rules.schema.json': rulesSchemaFile,
  'packages/validators/src/compiled/usage.ts': () => compiledReaders('usage'),
  'packages/validators/src/compiled/completion.ts': () => compiledReaders('completion'),
  'packages/validators/src/compiled/chunk.ts': () => compiledReaders('chunk'),
}

for (const [file, page] of Object.entries(pages)) {
  if (process.argv.includes('--write')) writeFileSync(file, page())
  else if (readFileSync(file, 'utf8') !== page()) {
    console.error(`${file} is stale: run pnpm pages --write`)
    process.exitCode = 1
  }
}
