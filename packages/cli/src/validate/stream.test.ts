import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../test/run-cli.ts'
import { chunk, errorBody, jsonLines } from '../../test/samples.ts'
import { readEntries } from '../read.ts'

const end = { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }

function sse(...bodies: readonly unknown[]): string {
  return bodies.map((body) => `data: ${JSON.stringify(body)}\n\n`).join('')
}

const whole = `: PROCESSING\n\n${sse(chunk, end)}data: [DONE]\n\n`
const withoutReason = { ...chunk, choices: [{ index: 0, delta: { content: 'a' } }] }

async function validate(stdin: readonly (string | Uint8Array)[], ...options: readonly string[]) {
  const { exitCode, stdout } = await runCli(['validate', '-', '--format', 'json', ...options], { stdin })
  return { exitCode, ...JSON.parse(stdout) }
}

describe('an event stream is judged as one answer', () => {
  test.each([
    { name: 'as it is', text: whole, counts: { accepted: 1 }, exitCode: 0 },
    { name: 'after many blank lines', text: `${'\n'.repeat(1500)}${whole}`, counts: { accepted: 1 }, exitCode: 0 },
    {
      name: 'that begins with a name',
      text: `event: message\n${whole.slice(whole.indexOf('data:'))}`,
      counts: { accepted: 1 },
      exitCode: 0,
    },
    { name: 'repaired', text: sse(withoutReason, withoutReason, end), counts: { repaired: 1 }, exitCode: 0 },
    { name: 'an error of the provider', text: sse(chunk, errorBody), counts: { errors: 1 }, exitCode: 0 },
    { name: 'truncated', text: sse(chunk), counts: { rejected: 1 }, exitCode: 1 },
    {
      name: 'with an event that is no JSON',
      text: `${sse(chunk)}data: {"oops\n\n`,
      counts: { rejected: 1 },
      exitCode: 1,
    },
  ])('$name', async ({ text, counts, exitCode }) => {
    for (const pieces of [[text], [...text], [gzipSync(text)]]) {
      expect(await validate(pieces)).toMatchObject({ exitCode, counts: { bodies: 1, ...counts } })
    }
  })

  test('in strict mode, one that deviates is rejected: in a chunk, or in its framing', async () => {
    for (const text of [sse(withoutReason, end), whole.trimEnd()]) {
      const { counts, rejections } = await validate([text], '--mode', 'strict')
      expect(counts).toMatchObject({ rejected: 1 })
      expect(rejections).toMatchObject([{ code: 'invalid-shape' }])
    }
    expect((await validate([whole], '--mode', 'strict')).counts).toMatchObject({ accepted: 1 })
  })

  test('a repair counts as often as it was made', async () => {
    const { repairs, kinds } = await validate([sse(withoutReason, withoutReason, end)])
    expect(repairs).toMatchObject([{ code: 'missing-finish-reason', bodies: 1, occurrences: 2 }])
    expect(kinds).toMatchObject({ stream: 1 })
  })

  test('gzip that breaks after its end is an input that cannot be read, too', async () => {
    const packed = gzipSync(whole)
    const ran = await runCli(['validate', '-'], { stdin: [packed.subarray(0, packed.length - 6)] })
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('the gzip data ends too early') })
  })

  test('what only looks like one at first is none', async () => {
    const ran = await runCli(['validate', '-'], { stdin: ['id: 5\nname: x\n'] })
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('it is neither JSON nor JSON Lines') })
  })

  test('an input that is not read to its end is closed', async () => {
    for (const pieces of [['data: {oops\n\n'], [whole, ': more\n\n']]) {
      let isClosed = false
      async function* stdin(): AsyncGenerator<string> {
        try {
          yield* pieces
          await new Promise((resolve) => setTimeout(resolve, 60_000))
        } finally {
          isClosed = true
        }
      }
      const entries = readEntries('input', stdin())
      const { value } = await entries.next()
      if (value && 'stream' in value) for await (const _ of value.stream) break
      expect(isClosed).toBe(true)
    }
  })

  test('gzip that breaks in it is an input that cannot be read', async () => {
    const packed = gzipSync(sse(...Array.from({ length: 20_000 }, () => ({ ...chunk, id: `${Math.random()}` }))))
    const ran = await runCli(['validate', '-'], { stdin: [packed.subarray(0, packed.length / 2)] })
    expect(ran).toMatchObject({
      exitCode: 2,
      stderr: 'error: Cannot read stdin: the gzip data ends too early, test it with gzip -t\n',
    })
  })
})

test('envelopes may hold streams as text', async () => {
  const records = jsonLines({ provider: 'openai', sse: whole }, { provider: 'groq', sse: sse(withoutReason, end) })
  const { groups } = await validate([records], '--at', 'sse', '--group', 'provider')
  expect(groups).toMatchObject([
    { group: 'groq', repaired: 1 },
    { group: 'openai', accepted: 1 },
  ])
  const { stderr } = await runCli(['validate', '-'], { stdin: [records] })
  expect(stderr).toBe('hint: the records keep their bodies in an envelope, open it with --at sse\n')
})
