import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../test/run-cli.ts'

const folder = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url))

async function countsOf(file: string, at = 'body'): Promise<unknown> {
  const { stdout } = await runCli(['validate', `${folder}${file}`, '--at', at, '--format', 'json'])
  return JSON.parse(stdout).counts
}

describe.skipIf(!existsSync(folder))('of the recordings of real providers', () => {
  test('no completion is rejected', async () => {
    expect(await countsOf('completions.jsonl.gz')).toMatchObject({ bodies: 5837, errors: 4, rejected: 0 })
  })

  test('every error is recognised', async () => {
    expect(await countsOf('errors.jsonl.gz')).toMatchObject({ bodies: 162, errors: 162 })
  })

  test('only streams that end too early are rejected', async () => {
    const counts = await countsOf('streams.jsonl.gz', 'sse')
    expect(counts).toMatchObject({ bodies: 3249, errors: 7, rejected: 10 })
  })
})
