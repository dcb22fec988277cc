// `pnpm bench:validators`: what reading an answer costs, beside JSON.parse of its text and beside other libraries, in one run. Ratios
// count, not times.
import { mkdtempDisposableSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asked, isChecking, isWriting } from './asked.ts'
import { judge } from './goals.ts'
import { figure, table, writeSection } from './page.ts'
import { bundle, run, titleOf } from './runtimes.ts'
import { median } from './statistics.ts'
import type { Allocation } from './validators/allocation.ts'
import { sampleBodies } from './validators/bodies.ts'
import { contenders, own, ownRepairing } from './validators/contenders.ts'
import { importTime } from './validators/import-time.ts'
import { rowOf } from './validators/row.ts'
import type { Speed } from './validators/speed.ts'

const intro = `## How fast answers are validated

Written by \`pnpm bench:validators --write\`. The figures are the time that reading an answer takes, by the time of \`JSON.parse\` of its text.
Of each answer the median of the rounds counts, and of three processes.

- **median**, **90 %**: half of the answers, and nine in ten, take at most this
- **≤ 0.5 ×**: the share of answers that take at most half the time of \`JSON.parse\`
- **in turn**: what it adds where each answer is parsed, then read, one after the other, so that no processor foresees the next
- **ours is faster**: the median of how many times as long as ours it takes for the same answer

\`guard\`, \`ajv\`, \`valibot\` and \`zod\` say the contract of our strict mode, derived from our own schemas; a test holds that they accept
and refuse the same. The guard says yes or no, as typia would write it. Rows with *any spelling* leave out our rule that a known key must not
be in the domain's spelling, which only matters to who maps keys. \`@openrouter/sdk\` and the AI SDK, whose \`convertResponse\` is asked, check
contracts of their own and refuse some of the answers: those are left out of their rows.`

/** A nursery in which nothing is collected while bytes are counted. */
const counting = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128']

const rounds = isChecking ? 3 : 5
/** Engines do not compile the same code alike each time: the median of so many processes counts. */
const processes = isChecking ? 1 : 3
const names = isChecking ? [own, ownRepairing, '@openrouter/sdk', 'valibot'] : contenders.map(({ name }) => name)
const tables: string[] = []
const goals: string[] = []

const { source, bodies } = sampleBodies()
const repaired = bodies.filter(({ isRepaired }) => isRepaired).length
const sample = `${bodies.length} answers, ${source}; ${repaired} of them need a repair.`
console.log(sample)

using directory = mkdtempDisposableSync(join(tmpdir(), 'bench-'))
const file = join(directory.path, 'bodies.json')
writeFileSync(file, JSON.stringify(bodies))
const speed = await bundle('bench/validators/speed.ts', directory.path)
for (const runtime of asked) {
  const runs = Array.from({ length: processes }, () => run<Speed[]>(runtime, speed, file, String(rounds), ...names))
  const speeds = middle(runs)
  tables.push(table(titleOf(runtime), speeds.map(rowOf), 2))
  if (runtime === 'node') goals.push(...judgeSpeeds(speeds), await judgeMemory(), judgeImport())
}
if (isWriting) writeSection([intro, sample, ...tables, '### Goals for validation, on Node', goals.join('\n')])

/** Of each figure, the median of the processes. */
function middle(runs: readonly Speed[][]): Speed[] {
  const [first = []] = runs
  return first.map((speed, at) => {
    const same = runs.flatMap((run) => run[at] ?? [])
    const byBody = (of: (each: Speed) => readonly number[]) =>
      of(speed).map((_, body) => median(same.flatMap((each) => of(each)[body] ?? [])))
    return {
      ...speed,
      ratios: byBody(({ ratios }) => ratios),
      slower: byBody(({ slower }) => slower),
      overall: median(same.map(({ overall }) => overall)),
    }
  })
}

function judgeSpeeds(speeds: readonly Speed[]): string[] {
  const speedOf = (name: string) => speeds.find((each) => each.name === name)
  const [clean, repairing] = [speedOf(own), speedOf(ownRepairing)]
  const both = [clean, repairing].flatMap((each) =>
    (each?.ratios ?? []).map((ratio, at) => ({ ratio, weight: each?.weights[at] ?? 0 })),
  )
  const quick = both.filter(({ ratio }) => ratio <= 0.5)
  // The sample has many of what is rare: each answer counts as often as it stands for others.
  const share = sum(quick.map(({ weight }) => weight)) / sum(both.map(({ weight }) => weight))
  return [
    judge('nothing to repair, by JSON.parse, the median', median(clean?.ratios ?? [])),
    judge('with repairs, by JSON.parse, the median', median(repairing?.ratios ?? [])),
    judge('answers that take at most half of JSON.parse, %', 100 * share),
    judge('times as fast as @openrouter/sdk, the median', median(speedOf('@openrouter/sdk')?.slower ?? [])),
    judge('times as fast as valibot, the median', median(speedOf('valibot')?.slower ?? [])),
  ]
}

async function judgeMemory(): Promise<string> {
  const allocation = await bundle('bench/validators/allocation.ts', directory.path)
  const { byCopy, byKept } = run<Allocation>('node', ...counting, allocation, file)
  const more = ` (${figure(median(byKept))} by what the result keeps)`
  return judge('memory of parsing, by that of a copy of its result, the median', median(byCopy), more)
}

function judgeImport(): string {
  return judge('time to import this package, by that of valibot alone', importTime())
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
