import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runCli } from '../test/run-cli.ts'

const folder = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url))

describe.skipIf(!existsSync(folder))('recordings of real providers', () => {
  test.each([
    { kind: 'completions', column: 'rejected' },
    { kind: 'errors', column: 'rejected' },
  ])('none of the $kind is rejected', async ({ kind }) => {
    const parameters = [
      'validate',
      `${folder}${kind}.jsonl.gz`,
      '--at',
      'body',
      '--group',
      'provider',
      '--format',
      'json',
    ]
    const { exitCode, stdout } = await runCli(parameters)
    const { counts, errors } = JSON.parse(stdout)
    expect({ exitCode, rejected: counts.rejected }).toEqual({ exitCode: 0, rejected: 0 })
    if (kind === 'errors') expect(counts.errors).toBe(counts.bodies)
    expect(errors.flatMap(({ examples }: { examples: { message: string }[] }) => examples)).not.toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('did not say why') }),
    )
  })
})
