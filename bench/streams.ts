// `pnpm bench`: how fast streams are read, beside other libraries and the floor, in one run. Ratios count, not times.
import { mkdtempDisposableSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asked, isChecking, isWriting } from './asked.ts'
import { judge } from './goals.ts'
import { figure, table, writeSection } from './page.ts'
import { bundle, run, titleOf } from './runtimes.ts'
import { growth } from './stream-growth.ts'
import { own, readers } from './stream-readers.ts'
import type { Speed } from './stream-speed.ts'

const intro = `## How fast streams are read

Written by \`pnpm bench --write\`. Each reader reads a stream of 40,000 chunks, each a token in 320 bytes, to its end. The figures say how many
times as fast as the floor it is, the median of the rounds. The floor is what nobody can do without: decode, cut at the blank lines,
\`JSON.parse\` each event, add up how long the text is. It checks nothing and gathers nothing.

- **result**: \`readChatCompletionStream\` where only the completion is asked for; **chunks**: where each chunk is looked at, too
- \`openai .stream()\` gathers the completion; the others give chunks or parts of their own`

const rounds = isChecking ? 3 : 11
const names = isChecking ? ['floor', own, 'openai .stream()', 'AI SDK doStream'] : Object.keys(readers)
const tables: string[] = []
const goals: string[] = []

using directory = mkdtempDisposableSync(join(tmpdir(), 'bench-'))
const speed = await bundle('bench/stream-speed.ts', directory.path)
for (const runtime of asked) {
  const speeds = run<Speed[]>(runtime, speed, String(rounds), ...names)
  tables.push(table(titleOf(runtime), speeds.map(rowOf), 1))
  if (runtime === 'node') goals.push(...judgeSpeeds(speeds), await judgeGrowth(), await judgeMemory())
}
if (isWriting) writeSection([intro, ...tables, '### Goals for streams, on Node', goals.join('\n')])

function rowOf({ reader, large, small }: Speed): Record<string, string> {
  return { reader, 'reads of 16 kB': figure(large), 'reads of 512 B': figure(small) }
}

function judgeSpeeds(speeds: readonly Speed[]): string[] {
  const speedOf = (name: string) => speeds.find(({ reader }) => reader === name)
  return [
    judge('times as fast as the floor, in reads of 16 kB', speedOf(own)?.large ?? Number.NaN),
    judge('times as fast as the floor, in reads of 512 B', speedOf(own)?.small ?? Number.NaN),
    judge('times as fast as openai .stream(), in reads of 16 kB', speedOf('openai .stream()')?.slower ?? Number.NaN),
    judge('times as fast as the AI SDK, in reads of 16 kB', speedOf('AI SDK doStream')?.slower ?? Number.NaN),
  ]
}

/** A chunk must cost the same in a long stream as in a short one. */
async function judgeGrowth(): Promise<string> {
  const ratios: number[] = []
  for (const count of [10_000, 100_000, 1_000_000]) ratios.push(await growth(count))
  const more = ` (${ratios.map(figure).join(', ')} in 10 k, 100 k, 1 M)`
  return judge('time of a chunk in a stream of up to 1 M, by that in one of 1 k', Math.max(...ratios), more)
}

async function judgeMemory(): Promise<string> {
  const megabytes = run<number>('node', await bundle('bench/memory.ts', directory.path))
  return judge('MB of a process that gathers 1 M chunks of a token', megabytes)
}
