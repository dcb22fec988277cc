import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { recordings } from '../../../../scripts/recordings.ts'
import { completion, errorBody, jsonLines, withoutContent } from '../../test/samples.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const recorded = recordings('completions')
const samples = [completion, withoutContent, errorBody].map((body) => ({ provider: 'a-provider', body }))

// As it ends, the program tells the most memory it had, in kB. `maxRSS` alone counts what the parent had as it forked.
const tellPeak = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs'
  process.on('exit', () => {
    const own = process.platform === 'linux' && /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    process.stderr.write('peak ' + (own || process.resourceUsage().maxRSS))
  })
`)}`

test('1 GB of JSON Lines is read to its end in less than 300 MB', async ({ annotate }) => {
  const block = Buffer.from(jsonLines(...(recorded.length > 0 ? recorded : Array(1000).fill(samples).flat())))
  const repeats = Math.ceil(1e9 / block.length)
  const parameters = ['validate', '-', '--at', 'body', '--group', 'provider', '--format', 'json']
  const child = spawn(process.execPath, [
    '--conditions=@chat-completion/source',
    `--import=${tellPeak}`,
    main,
    ...parameters,
  ])
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
    pipeline(Readable.from(repeat(block, repeats)), child.stdin),
  ])
  const megabytes = (Number(/^peak (\d+)$/.exec(stderr)?.[1]) * 1024) / 1e6
  await annotate(`${repeats * block.length} bytes, peak ${megabytes.toFixed(0)} MB`)
  const lines = recorded.length > 0 ? recorded.length : 3000
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout).counts).toMatchObject({ bodies: repeats * lines, rejected: 0 })
  expect(megabytes).toBeLessThan(300)
})

function* repeat(block: Buffer, times: number): Generator<Buffer> {
  for (let time = 0; time < times; time += 1) yield block
}
