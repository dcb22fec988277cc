// How fast each reader reads, beside the floor: bundled, run on one runtime, prints JSON.
import process from 'node:process'
import { medianRatio, shuffled } from './statistics.ts'
import { own, readers } from './stream-readers.ts'
import { reads, streamBytes } from './stream-source.ts'

export interface Speed {
  readonly reader: string
  /** How many times as fast as the floor it is, in large reads and in small ones. */
  readonly large: number
  readonly small: number
  /** In large reads: how many times as long as ours it takes. */
  readonly slower: number
}

const [rounds, ...names] = process.argv.slice(2)
const asked = Object.entries(readers).filter(([name]) => names.includes(name))
const bytes = streamBytes(40_000)
const large = await timesOf(16_384)
const small = await timesOf(512)
const speeds = asked.map(
  ([reader]): Speed => ({
    reader,
    large: ratio(large, 'floor', reader),
    small: ratio(small, 'floor', reader),
    slower: ratio(large, reader, own),
  }),
)
console.log(JSON.stringify(speeds))

/** Milliseconds of each reader, round by round. */
async function timesOf(size: number): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round <= Number(rounds); round += 1) {
    // In another order each time, because who comes next pays for the garbage.
    for (const [reader, read] of shuffled(asked)) {
      const start = performance.now()
      if ((await read(() => reads(bytes, size))) === 0) throw new Error(`${reader} found no text`)
      // The first round warms up.
      if (round > 0) times.get(reader)?.push(performance.now() - start)
    }
  }
  return times
}

function ratio(times: Map<string, number[]>, one: string, other: string): number {
  return medianRatio(times.get(one) ?? [], times.get(other) ?? [])
}
