import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runCli } from '../test/run-cli.ts'

const folder = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url))

async function countsOf(file: string): Promise<unknown> {
  const { stdout } = await runCli(['validate', `${folder}${file}`, '--at', 'body', '--format', 'json'])
  return JSON.parse(stdout).counts
}

describe.skipIf(!existsSync(folder))('of the recordings of real providers', () => {
  test('no completion is rejected', async () => {
    expect(await countsOf('completions.jsonl.gz')).toMatchObject({ bodies: 5837, errors: 4, rejected: 0 })
  })

  test('every error is recognised', async () => {
    expect(await countsOf('errors.jsonl.gz')).toMatchObject({ bodies: 162, errors: 162 })
  })
})
