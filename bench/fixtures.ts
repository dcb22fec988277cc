// `pnpm bench:fixtures`: what a fixture costs, beside what the language itself takes for a copy and for text, in one run. Ratios count.
import process from 'node:process'
import { chunkToWire } from '@chat-completion/core'
import { chatCompletion, toBytes } from '@chat-completion/fixtures'
import { toChunks } from '@chat-completion/stream'
import { Bench } from 'tinybench'

const rounds = 7
const most = 3

const completion = chatCompletion.build()
const long = chatCompletion.build({ choices: [{ message: { content: 'token '.repeat(997) } }] })
const chunks = toChunks(long)
const wireChunks = chunks.map((chunk) => chunkToWire(chunk))

await compare(
  'build() of a default completion',
  () => chatCompletion.build(),
  'structuredClone',
  () => structuredClone(completion),
)
await compare(
  `event stream of ${chunks.length} chunks`,
  () => toBytes(chunks),
  'JSON.stringify of each',
  () => wireChunks.map((chunk) => JSON.stringify(chunk)),
)

/** The median of the rounds' ratios: whatever slows the machine down slows both of a round. */
async function compare(name: string, run: () => unknown, otherName: string, runOther: () => unknown): Promise<void> {
  const ratios: number[] = []
  let times = ''
  for (let round = 0; round < rounds; round += 1) {
    const bench = new Bench({ time: 200, warmupTime: 50 }).add(name, run).add(otherName, runOther)
    const [own = 0, other = 0] = (await bench.run()).map(({ result }) => ('latency' in result ? result.latency.p50 : 0))
    ratios.push(own / other)
    times = `${(own * 1000).toFixed(1)} : ${(other * 1000).toFixed(1)} µs`
  }
  const ratio = ratios.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN
  const isReached = ratio <= most
  console.log(
    `${isReached ? 'reached' : 'MISSED '}  ${name}: ${ratio.toFixed(2)} × ${otherName} (${times}), to be ${most} or less`,
  )
  if (!isReached) process.exitCode = 1
}
