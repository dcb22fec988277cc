// `pnpm bench:validators`: what reading an answer costs, beside JSON.parse of its text and beside other libraries, in one run. Ratios
// count, not times. On Node, or on the runtimes that are named; `--write` measures all and writes `docs/benchmarks.md`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { build } from 'esbuild'
import type { Allocation } from './validators/allocation.ts'
import { sampleBodies } from './validators/bodies.ts'
import { own, ownRepairing } from './validators/contenders.ts'
import { importTime } from './validators/import-time.ts'
import { benchmarksPage, type Run } from './validators/page.ts'
import { figure, rowOf } from './validators/row.ts'
import type { Speed } from './validators/speed.ts'
import { median } from './validators/statistics.ts'

const node = 'node_modules/node/bin/node'
const runtimes: Record<string, readonly string[]> = {
  node: [node],
  bun: ['node_modules/.bin/bun', 'run'],
  deno: ['node_modules/.bin/deno', 'run', '--no-config', '--allow-all'],
}
/** A nursery in which nothing is collected while bytes are counted. */
const counting = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128']

const asked = process.argv.slice(2).filter((name) => name in runtimes)
const isWriting = process.argv.includes('--write')
const names = isWriting ? Object.keys(runtimes) : asked.length > 0 ? asked : ['node']

const directory = mkdtempSync(join(tmpdir(), 'bench-'))
const goals: string[] = []
const runs: Run[] = []
try {
  await benchmark()
} finally {
  rmSync(directory, { recursive: true })
}

async function benchmark(): Promise<void> {
  const sample = sampleBodies()
  const { source, bodies } = sample
  console.log(`${bodies.length} answers, ${source}`)
  const file = join(directory, 'bodies.json')
  writeFileSync(file, JSON.stringify(bodies))
  const speed = await bundle('speed')
  for (const name of names) {
    const speeds: Speed[] = JSON.parse(run(runtimes[name] ?? [], speed, file))
    runs.push({ runtime: titleOf(name), speeds })
    console.log(`\n${titleOf(name)}`)
    console.table(Object.fromEntries(speeds.map(rowOf).map(({ validator, does, ...row }) => [validator, row])))
    if (name !== 'node') continue
    judgeSpeeds(speeds)
    const { byCopy, byKept }: Allocation = JSON.parse(run([node, ...counting], await bundle('allocation'), file))
    const kept = `${figure(median(byKept))} by what its result keeps`
    judge(`memory of parsing (${kept}), by that of a copy of its result, the median`, median(byCopy), 1.2, 'at most')
    judge('time to import this package, by that of valibot alone', importTime(node), 1.3, 'at most')
  }
  if (isWriting) writeFileSync('docs/benchmarks.md', benchmarksPage(sample, runs, goals))
}

function judgeSpeeds(speeds: readonly Speed[]): void {
  const [clean, repairing] = [own, ownRepairing].map((name) => speedOf(speeds, name))
  judge('nothing to repair, by JSON.parse, the median', median(clean?.ratios ?? []), 0.25, 'at most')
  judge('with repairs, by JSON.parse, the median', median(repairing?.ratios ?? []), 1, 'at most')
  const both = [clean, repairing].flatMap((speed) =>
    (speed?.ratios ?? []).map((ratio, at) => ({ ratio, weight: speed?.weights[at] ?? 0 })),
  )
  const quick = both.filter(({ ratio }) => ratio <= 0.5)
  // The sample has many of what is rare: each answer counts as often as it stands for others.
  const share = sum(quick.map(({ weight }) => weight)) / sum(both.map(({ weight }) => weight))
  judge('answers that take at most half of JSON.parse, %', 100 * share, 90)
  judge('times as fast as @openrouter/sdk, the median', median(speedOf(speeds, '@openrouter/sdk')?.slower ?? []), 12)
  judge('times as fast as valibot, the median', median(speedOf(speeds, 'valibot')?.slower ?? []), 4)
}

function speedOf(speeds: readonly Speed[], name: string): Speed | undefined {
  return speeds.find((speed) => speed.name === name)
}

function judge(what: string, value: number, goal: number, kind: 'at least' | 'at most' = 'at least'): void {
  const isReached = kind === 'at least' ? value >= goal : value <= goal
  const told = `${what}: ${figure(value)}, to be ${kind} ${goal}`
  console.log(`${isReached ? 'reached' : 'MISSED '}  ${told}`)
  goals.push(`${isReached ? 'reached' : '**missed**'}: ${told}`)
  if (!isReached) process.exitCode = 1
}

/** One file, so that every runtime runs the same. */
async function bundle(name: string): Promise<string> {
  const outfile = join(directory, `${name}.mjs`)
  const conditions = ['@chat-completion/source']
  const entryPoints = [`bench/validators/${name}.ts`]
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', conditions })
  return outfile
}

function run([command = '', ...parameters]: readonly string[], ...more: readonly string[]): string {
  return execFileSync(command, [...parameters, ...more], {
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function titleOf(name: string): string {
  const [command = ''] = runtimes[name] ?? []
  const version = /\d+\.\d+\.\d+/.exec(execFileSync(command, ['--version'], { encoding: 'utf8' }))
  return `${name[0]?.toUpperCase()}${name.slice(1)} ${version}`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
