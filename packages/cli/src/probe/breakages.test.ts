import { describe, expect, test } from 'vitest'
import { abort } from '../../test/breakages/abort.ts'
import type { Breakage } from '../../test/breakages/breakage.ts'
import { completion } from '../../test/breakages/completion.ts'
import { errors } from '../../test/breakages/errors.ts'
import { harmless } from '../../test/breakages/harmless.ts'
import { headers } from '../../test/breakages/headers.ts'
import { models } from '../../test/breakages/models.ts'
import { stream } from '../../test/breakages/stream.ts'
import { streamChunks } from '../../test/breakages/stream-chunks.ts'
import { tools } from '../../test/breakages/tools.ts'
import { usage } from '../../test/breakages/usage.ts'
import { type Break, broken, key } from '../../test/broken-endpoint.ts'
import { modelName } from '../../test/obedient-model.ts'
import { runCli } from '../../test/run-cli.ts'
import { catalogue } from './catalogue.ts'

interface JsonCheck {
  readonly id: string
  readonly outcome: string
  readonly reason: string | null
}

const areas = { models, completion, stream, 'stream chunks': streamChunks, tools, usage, headers, errors, abort }

async function probed(breakIt: Break, timeout = 20): Promise<{ exitCode: number; checks: readonly JsonCheck[] }> {
  const endpoint = broken(breakIt)
  const parameters = ['probe', 'http://localhost/v1', '--model', modelName, '--api-key-env', 'OWN_KEY']
  const { exitCode, stdout, stderr } = await runCli(
    [...parameters, '--level', 'strict', '--format', 'json', '--timeout', String(timeout)],
    { env: { OWN_KEY: key }, fetch: (url, init) => endpoint(new Request(url, init)) },
  )
  expect(stderr).toBe('')
  expect(stdout).not.toContain(key)
  return { exitCode, checks: JSON.parse(stdout).checks }
}

function ids(checks: readonly JsonCheck[], wanted: string): string[] {
  return checks.filter(({ outcome }) => outcome === wanted).map(({ id }) => id)
}

function reasons(checks: readonly JsonCheck[]): string {
  return checks
    .flatMap(({ id, outcome, reason }) => (outcome === 'passed' ? [] : `${outcome} ${id}: ${reason}`))
    .join('\n')
}

async function failsAlone({ break: breakage, fails, timeout }: Breakage): Promise<void> {
  const { exitCode, checks } = await probed(breakage(), timeout)
  expect(ids(checks, 'failed'), reasons(checks)).toEqual(fails)
  expect(exitCode).toBe(1)
}

describe('each breakage fails what it breaks, and nothing else', () => {
  const rows = Object.entries(areas).flatMap(([area, breakages]) => breakages.map((row) => ({ area, ...row })))
  const waits = ({ timeout }: Breakage): boolean => timeout !== undefined

  // Much of it is waiting; what hangs is waited for apart, so that nothing slows down the others.
  describe('at once', () => test.concurrent.each(rows.filter((row) => !waits(row)))('$area: $name', failsAlone))
  describe('in the end', () => test.concurrent.each(rows.filter(waits))('$area: $name', failsAlone))
})

test.each(harmless)('nothing fails of $name', async ({ break: difference, skips = [] }) => {
  const { exitCode, checks } = await probed(difference())
  expect(ids(checks, 'failed'), reasons(checks)).toEqual([])
  expect(ids(checks, 'skipped').filter((id) => id !== 'errors-retry-after')).toEqual(skips)
  expect(exitCode).toBe(0)
})

test('every check is failed by a breakage of its own', () => {
  const alone = new Set(
    Object.values(areas).flatMap((rows) => rows.flatMap(({ fails }) => (fails.length === 1 ? fails : []))),
  )
  expect(catalogue.map(({ id }) => id).filter((id) => !alone.has(id))).toEqual([])
})
