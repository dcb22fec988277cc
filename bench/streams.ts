// `pnpm bench`: how fast streams are read, beside other libraries and the floor, in one run. Ratios count, not times.
import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { Bench } from 'tinybench'
import { readers } from './stream-readers.ts'
import { reads, streamBytes } from './stream-source.ts'

const chunks = 40_000
const rounds = 7

/** What each must be, in times the speed of the other. */
const goals: readonly { size: number; other: string; least: number }[] = [
  { size: 16_384, other: 'floor', least: 0.9 },
  { size: 16_384, other: 'openai .stream()', least: 3 },
  { size: 16_384, other: 'AI SDK doStream', least: 6 },
  { size: 512, other: 'floor', least: 0.6 },
]
const own = 'readChatCompletionStream, result'

const bytes = streamBytes(chunks)
console.log(`${chunks} chunks of ${Math.round(bytes.length / chunks)} bytes, the median of ${rounds} rounds`)
const missed: string[] = []
for (const size of [16_384, 512]) {
  const times = await timesOf(size)
  const floor = times.get('floor') ?? []
  console.log(`\nin reads of ${size} bytes`)
  console.table(
    Object.fromEntries(
      [...times].map(([name, each]) => [
        name,
        { 'µs per chunk': (median(each) / chunks) * 1000, 'speed, floor = 1': median(ratios(floor, each)) },
      ]),
    ),
  )
  for (const goal of goals.filter((each) => each.size === size)) {
    const ratio = median(ratios(times.get(goal.other) ?? [], times.get(own) ?? []))
    const told = `${ratio.toFixed(2)} × ${goal.other} at ${size} bytes, to be ${goal.least} or more`
    console.log(`${ratio >= goal.least ? 'reached' : 'MISSED '}  ${told}`)
    if (ratio < goal.least) missed.push(told)
  }
}
await growth()
memory()
if (missed.length > 0) process.exitCode = 1

/** Milliseconds of each reader, round by round: whatever slows the machine down slows all of a round. */
async function timesOf(size: number): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(Object.keys(readers).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    const bench = new Bench({ iterations: 1, time: 0, warmup: round === 0, warmupIterations: 1, warmupTime: 0 })
    for (const [name, read] of Object.entries(readers)) {
      bench.add(name, async () => {
        if ((await read(() => reads(bytes, size))) === 0) throw new Error(`${name} found no text`)
      })
    }
    for (const { name, result } of await bench.run()) {
      if (result.state !== 'completed') throw new Error(`${name} failed`, { cause: result })
      times.get(name)?.push(result.latency.mean)
    }
  }
  return times
}

/** A chunk must cost the same in a long stream as in a short one, measured right before and right after it. */
async function growth(): Promise<void> {
  const worst: number[] = []
  for (const count of [10_000, 100_000, 1_000_000]) {
    const each: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const before = await costOf(1_000)
      const cost = await costOf(count)
      each.push((2 * cost) / (before + (await costOf(1_000))))
    }
    worst.push(median(each))
  }
  const told = `${worst.map((ratio) => ratio.toFixed(2)).join(', ')} × the cost of a chunk in streams of 1 k, in 10 k, 100 k and 1 M`
  const isReached = worst.every((ratio) => ratio <= 1.3)
  console.log(`\n${isReached ? 'reached' : 'MISSED '}  ${told}, to be 1.3 or less`)
  if (!isReached) missed.push('growth')
}

/** Milliseconds per chunk. */
async function costOf(count: number): Promise<number> {
  const bytes = streamBytes(count)
  const repeats = Math.max(1, 300_000 / count)
  const start = performance.now()
  for (let at = 0; at < repeats; at += 1) await readers[own]?.(() => reads(bytes, 16_384))
  return (performance.now() - start) / repeats / count
}

function memory(): void {
  const parameters = ['--conditions=@chat-completion/source', 'bench/memory.ts']
  const megabytes = Number(execFileSync(process.execPath, parameters, { encoding: 'utf8' }))
  console.log(
    `${megabytes < 200 ? 'reached' : 'MISSED '}  ${megabytes} MB for the whole process that gathers 1 M chunks of a token, to be below 200`,
  )
  if (!(megabytes < 200)) missed.push('memory')
}

function ratios(times: readonly number[], other: readonly number[]): number[] {
  return times.map((time, round) => time / (other[round] ?? Number.NaN))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
