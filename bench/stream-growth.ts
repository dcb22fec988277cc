import { median } from './statistics.ts'
import { own, readers } from './stream-readers.ts'
import { reads, streamBytes } from './stream-source.ts'

const rounds = 3
/** So many chunks are read for one look at the clock, at the least. */
const least = 100_000

/** What a chunk costs in a stream of so many, by what it costs in one of a thousand, measured right before and right after. */
export async function growth(count: number): Promise<number> {
  const [long, short] = [streamBytes(count), streamBytes(1_000)]
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = await costOf(short, 1_000)
    const cost = await costOf(long, count)
    ratios.push((2 * cost) / (before + (await costOf(short, 1_000))))
  }
  return median(ratios)
}

/** Milliseconds per chunk. */
async function costOf(bytes: Uint8Array, count: number): Promise<number> {
  const repeats = Math.ceil(least / count)
  const start = performance.now()
  for (let at = 0; at < repeats; at += 1) await readers[own]?.(() => reads(bytes, 16_384))
  return (performance.now() - start) / repeats / count
}
