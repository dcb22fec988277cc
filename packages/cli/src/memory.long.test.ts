import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { chunk, completion, errorBody, jsonLines, nothing, request, withoutContent } from '../test/samples.ts'

const gigabyte = 1_000_000_000

const main = fileURLToPath(new URL('main.ts', import.meta.url))
/** In kilobytes, on the last line of standard error. */
const tellPeak = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))'

const long = {
  ...completion,
  choices: [{ ...completion.choices[0], message: { role: 'assistant', content: 'Zürich '.repeat(900) } }],
}
const records = [completion, withoutContent, chunk, long, request, errorBody, nothing, long].map((body, index) => ({
  id: `record-${index}`,
  provider: `provider ${index}`,
  body,
}))
const block = Buffer.from(jsonLines(...records).repeat(20))

test('a gigabyte of JSON Lines is read in less than 300 MB', async () => {
  const blocks = Math.ceil(gigabyte / block.length)
  const parameters = ['validate', '-', '--at', 'body', '--group', 'provider', '--format', 'json']
  const child = spawn(process.execPath, [
    '--conditions=@chat-completion/source',
    '--import',
    tellPeak,
    main,
    ...parameters,
  ])
  const input = Readable.from(Array.from({ length: blocks }, () => block))
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
    pipeline(input, child.stdin),
  ])
  expect(JSON.parse(stdout).counts).toMatchObject({ bodies: blocks * 160, errors: blocks * 20, rejected: blocks * 20 })
  expect(Number(stderr)).toBeLessThan(300_000)
})
