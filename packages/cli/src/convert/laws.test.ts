import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type ChatCompletion, completionToWire } from '@chat-completion/core'
import { safeParseChatCompletion } from '@chat-completion/validators'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordings } from '../../../../scripts/recordings.ts'
import { runCli } from '../../test/run-cli.ts'
import { jsonLines } from '../../test/samples.ts'
import { scenarios } from '../mock/rules/names.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-laws-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What the bodies become, one after the other, by several conversions. */
async function converted(bodies: readonly unknown[], ...targets: readonly string[]): Promise<unknown[]> {
  let file = join(folder, 'input.jsonl')
  writeFileSync(file, jsonLines(...bodies))
  for (const [index, to] of targets.entries()) {
    const output = join(folder, `${index}.jsonl`)
    await runCli(['convert', file, '--to', to, '--output', output])
    file = output
  }
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Deltas need it, completions drop it. */
function withoutCallIndex(completion: ChatCompletion): unknown {
  const text = JSON.stringify(completion, (key, value) =>
    key === 'toolCalls' && Array.isArray(value) ? value.map(({ index: _, ...call }) => call) : value,
  )
  return JSON.parse(text)
}

describe.each([undefined, 1, 2, 3, 4, 5, 6, 7])('of every scenario with the seed %s', (seed) => {
  const completions = Object.values(scenarios).flatMap((scenario) =>
    (seed === undefined ? scenario : scenario.seed(seed)).buildList(3),
  )
  const wire = completions.map(completionToWire)

  test('wire to domain to wire gives the same', async () => {
    expect(await converted(wire, 'domain', 'wire')).toEqual(JSON.parse(JSON.stringify(wire)))
  })

  test('domain to wire to domain gives the same', async () => {
    expect(await converted(completions, 'wire', 'domain')).toEqual(JSON.parse(JSON.stringify(completions)))
  })

  test('completion to stream to completion gives the same', async () => {
    expect(await converted(wire, 'stream', 'wire')).toEqual(JSON.parse(JSON.stringify(wire)))
  })
})

/** A fifth of them: the packages below hold the same laws on all. */
const some = recordings('completions').filter((_, index, { length }) => index % 5 === 0 || length < 100)
const bodies = some.flatMap(({ id, body }) => {
  const result = safeParseChatCompletion(body)
  return result.success ? [{ id, body, ...result }] : []
})

describe.skipIf(bodies.length === 0)('of the recordings', () => {
  test('wire to domain to wire gives the same, but for repairs', async () => {
    const results = await converted(
      bodies.map(({ body }) => body),
      'domain',
      'wire',
    )
    const others = bodies.filter(({ body, repairs, value }, index) => {
      return !isDeepStrictEqual(results[index], repairs.length > 0 ? completionToWire(value) : body)
    })
    expect(others.map(({ id }) => id)).toEqual([])
  })

  test('completion to stream to completion gives the same', async () => {
    const results = await converted(
      bodies.map(({ value }) => value),
      'stream',
      'domain',
    )
    const others = bodies.filter(({ value }, index) => {
      return !isDeepStrictEqual(withoutCallIndex(results[index] as ChatCompletion), withoutCallIndex(value))
    })
    expect(others.map(({ id }) => id)).toEqual([])
  })
})
