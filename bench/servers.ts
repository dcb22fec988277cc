// `pnpm bench:servers`: what serving costs with this library, beside the plainest server of each runtime, in one run. Ratios count, not times.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import autocannon from 'autocannon'
import { build } from 'esbuild'

const directory = mkdtempSync(join(tmpdir(), 'bench-'))
const runtimes: Record<string, readonly string[]> = {
  node: ['node_modules/node/bin/node', '--expose-gc'],
  deno: ['node_modules/.bin/deno', 'run', '--no-config', '--allow-all', '--v8-flags=--expose-gc'],
  bun: ['node_modules/.bin/bun', 'run'],
}
const rounds = 5
const asked = process.argv.slice(2)
const missed: string[] = []

try {
  for (const runtime of asked.length > 0 ? asked : Object.keys(runtimes)) await benchmark(runtime)
} finally {
  rmSync(directory, { recursive: true })
}
if (missed.length > 0) process.exitCode = 1

async function benchmark(runtime: string): Promise<void> {
  console.log(`\n${runtime}`)
  const outfile = join(directory, `${runtime}.mjs`)
  const conditions = ['@chat-completion/source']
  await build({
    entryPoints: [`bench/servers/${runtime}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions,
  })
  await using plain = await startServer(runtime, outfile, 'plain')
  await using own = await startServer(runtime, outfile, 'own')
  const whole = await compare(plain, own, 'whole')
  judge(`${runtime}: requests/s, own : plain`, whole.speed, 0.8)
  const fast = await compare(plain, own, 'fast')
  judge(`${runtime}: streamed MB/s, own : plain`, fast.speed, 0.8)
  await using pipe = await startServer(runtime, outfile, `pipe ${plain.url}`)
  await using relay = await startServer(runtime, outfile, `relay ${plain.url}`)
  const cpu = async (model: string): Promise<number> => (await compare(pipe, relay, model)).cpu
  judge(`${runtime}: CPU, relay : pipe, an event every 5 ms`, await cpu('tokens'), 1.3, 'at most')
  judge(`${runtime}: CPU, relay : pipe, as fast as it goes`, await cpu('fast'), 1.3, 'at most')
  await concurrent(runtime, plain, own)
}

interface Running extends AsyncDisposable {
  readonly url: string
  readonly pid: number
}

async function startServer(runtime: string, file: string, kind: string): Promise<Running> {
  const [command = '', ...parameters] = runtimes[runtime] ?? []
  const child: ChildProcess = spawn(command, [...parameters, file, kind], { stdio: ['pipe', 'pipe', 'inherit'] })
  const { stdout } = child
  if (!stdout) throw new Error(`Cannot start ${runtime}`)
  const [line] = await once(createInterface(stdout), 'line')
  const { url, pid } = JSON.parse(String(line))
  return {
    url,
    pid,
    async [Symbol.asyncDispose]() {
      child.stdin?.end()
      await once(child, 'exit')
    },
  }
}

/** Both in turn, so that whatever slows the machine down slows both; the median of the rounds. */
async function compare(plain: Running, own: Running, model: string): Promise<{ speed: number; cpu: number }> {
  const speeds: number[] = []
  const costs: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const one = await load(plain, model)
    const other = await load(own, model)
    // The first warms up.
    if (round === 0) continue
    speeds.push(other.speed / one.speed)
    costs.push(other.cpu / one.cpu)
  }
  return { speed: median(speeds), cpu: median(costs) }
}

/** Answers per second, and CPU seconds per answer. */
async function load({ url, pid }: Running, model: string): Promise<{ speed: number; cpu: number }> {
  const before = cpuOf(pid)
  const result = await autocannon({
    url: `${url}/v1/chat/completions`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, stream: model !== 'whole', messages: [{ role: 'user', content: 'Say something.' }] }),
    connections: model === 'tokens' ? 100 : 10,
    duration: 3,
  })
  const { errors, non2xx } = result
  if (errors > 0 || non2xx > 0) throw new Error(`${url} lost ${errors} and refused ${non2xx} answers`)
  const count = result.requests.total
  return { speed: count / result.duration, cpu: (cpuOf(pid) - before) / count }
}

/** Ticks of a hundredth of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

/** A thousand slow streams at once: none is lost, none costs much, and nothing is left of them. */
async function concurrent(runtime: string, plain: Running, own: Running): Promise<void> {
  const [one, other] = [await slowStreams(plain), await slowStreams(own)]
  judge(`${runtime}: streams that arrived whole, of 1,000`, other.whole, 1_000)
  const each = (of: typeof one): string => `${(of.each / 1024).toFixed(1)} kB`
  judge(
    `${runtime}: memory per stream, own : plain (${each(other)} : ${each(one)})`,
    other.each / one.each,
    1.5,
    'at most',
  )
  judge(`${runtime}: heap afterwards : before`, other.left, 1.1, 'at most')
}

async function slowStreams({ url }: Running): Promise<{ whole: number; each: number; left: number }> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  const thousand = () => Promise.all(Array.from({ length: 1_000 }, () => stream(url, agent)))
  // The first thousand warm up.
  await thousand()
  const before = await memoryOf(url)
  const answers = thousand()
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  const during = await memoryOf(url)
  const whole = (await answers).filter((text) => text.endsWith('data: [DONE]\n\n')).length
  await new Promise((resolve) => setTimeout(resolve, 500))
  const after = await memoryOf(url)
  return { whole, each: (during - before) / 1_000, left: after / before }
}

async function memoryOf(url: string): Promise<number> {
  const { heapUsed } = (await (await fetch(`${url}/memory`)).json()) as { heapUsed: number }
  return heapUsed
}

function stream(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(`${url}/v1/chat/completions`, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece) => {
        text += piece
      })
      response.on('end', () => resolve(text))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ model: 'slow', stream: true, messages: [] }))
  })
}

function judge(what: string, value: number, goal: number, kind: 'at least' | 'at most' = 'at least'): void {
  const isReached = kind === 'at least' ? value >= goal : value <= goal
  console.log(`${isReached ? 'reached' : 'MISSED '}  ${what}: ${value.toFixed(2)}, to be ${kind} ${goal}`)
  if (!isReached) missed.push(what)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
