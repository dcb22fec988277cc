import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ran, runCli } from '../../test/run-cli.ts'
import { chunk, completion, errorBody, jsonLines, nothing, request, withoutContent } from '../../test/samples.ts'

const text = jsonLines(completion, withoutContent, errorBody, nothing)
const validate = (...options: readonly string[]): Promise<Ran> =>
  runCli(['validate', '-', ...options], { stdin: [text] })
const counts = ({ stdout }: Ran): unknown => JSON.parse(stdout).counts

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

describe('exit codes', () => {
  test.each([
    { name: 'every body is accepted', bodies: [completion, chunk, request], exitCode: 0 },
    { name: 'some are repaired', bodies: [completion, withoutContent], exitCode: 0 },
    { name: 'some are errors of the provider', bodies: [completion, errorBody], exitCode: 0 },
    { name: 'one is rejected', bodies: [completion, nothing], exitCode: 1 },
    { name: 'one deviates in strict mode', bodies: [withoutContent], options: ['--mode', 'strict'], exitCode: 1 },
    { name: 'none deviates in strict mode', bodies: [completion], options: ['--mode', 'strict'], exitCode: 0 },
    { name: 'they are not of the kind asked for', bodies: [completion], options: ['--kind', 'request'], exitCode: 1 },
    { name: 'the input is empty', bodies: [], exitCode: 2 },
  ])('$exitCode where $name', async ({ bodies, options = [], exitCode }) => {
    const ran = await runCli(['validate', '-', ...options], { stdin: [jsonLines(...bodies)] })
    expect(ran).toMatchObject({ exitCode })
  })

  test.each([
    { parameters: ['validate'], message: "missing required argument 'file'" },
    { parameters: ['validate', 'x.json', '--mod', 'strict'], message: 'Did you mean --mode?' },
    { parameters: ['validate', 'x.json', '--mode', 'lax'], message: 'Allowed choices are tolerant, strict' },
    { parameters: ['validate', 'x.json', '--at', 'a..b'], message: 'such as response.body' },
    { parameters: ['validate', 'x.json', '--examples', 'many'], message: 'Write a whole number' },
    { parameters: ['validate', '-', '-'], message: 'standard input can be read once only' },
  ])('2 for wrong usage: $parameters', async ({ parameters, message }) => {
    const { exitCode, stdout, stderr } = await runCli(parameters)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
  })
})

describe('an input that cannot be read is told, the others are read', () => {
  test.each([
    { name: 'missing.json', message: 'there is no such file' },
    { name: '.', message: 'it is a directory' },
    { name: 'known.jsonl', message: 'there is no such file, did you mean' },
    { name: 'known.jsonl.gz/x', message: 'a part of its path is not a directory' },
  ])('$name', async ({ name, message }) => {
    const known = write('known.jsonl.gz', gzipSync(jsonLines(completion, chunk)))
    const file = join(folder, name)
    const ran = await runCli(['validate', file, known, '--format', 'json'])
    expect(ran.exitCode).toBe(2)
    expect(ran.stderr).toContain(`error: Cannot read ${file}: ${message}`)
    expect(JSON.parse(ran.stdout)).toMatchObject({
      files: [
        { file, bodies: 0, error: expect.stringContaining(message) },
        { file: known, bodies: 2, error: null },
      ],
      counts: { bodies: 2, accepted: 2 },
    })
  })

  test('what was read before it broke counts', async () => {
    const packed = gzipSync(
      jsonLines(...Array.from({ length: 20_000 }, () => ({ ...completion, id: `${Math.random()}` }))),
    )
    const file = write('broken.jsonl.gz', packed.subarray(0, packed.length / 2))
    const ran = await runCli(['validate', file])
    expect(ran.exitCode).toBe(2)
    expect(ran.stderr).toBe(`error: Cannot read ${file}: the gzip data ends too early, test it with gzip -t\n`)
    expect(ran.stdout).toContain('✘ 1 input could not be read to its end')
  })
})

describe('envelopes', () => {
  const records = [
    { id: 'r1', provider: 'groq', body: withoutContent },
    { id: 'r2', provider: 'openai', body: completion },
    { id: 'r3', provider: 'openai', body: 'Service unavailable' },
    { id: 'r4', body: null },
  ]

  test('are opened with --at and grouped with --group', async () => {
    const parameters = ['validate', '-', '--at', 'body', '--group', 'provider', '--format', 'json']
    const ran = await runCli(parameters, { stdin: [jsonLines(...records)] })
    expect(JSON.parse(ran.stdout).groups).toEqual([
      { group: 'openai', bodies: 2, accepted: 1, repaired: 0, errors: 1, rejected: 0 },
      { group: '(none)', bodies: 1, accepted: 0, repaired: 0, errors: 0, rejected: 1 },
      { group: 'groq', bodies: 1, accepted: 0, repaired: 1, errors: 0, rejected: 0 },
    ])
  })

  test('that are not opened come with a hint', async () => {
    const { exitCode, stderr } = await runCli(['validate', '-'], { stdin: [jsonLines(...records)] })
    expect(exitCode).toBe(1)
    expect(stderr).toBe('hint: the records keep their bodies in an envelope, open it with --at body\n')
  })

  test('in which there is nothing say what there is', async () => {
    const ran = await runCli(['validate', '-', '--at', 'bdy'], { stdin: [jsonLines(...records)] })
    expect(ran.stdout).toContain('Cannot find "bdy": the record has the keys id, provider, body')
    expect(ran.stderr).toContain('open it with --at body')
  })
})

test('strict mode accepts what tolerant mode accepts without repair', async () => {
  const tolerant = await validate('--format', 'json')
  const strict = await validate('--format', 'json', '--mode', 'strict')
  expect(counts(tolerant)).toEqual({ bodies: 4, accepted: 1, repaired: 1, errors: 1, rejected: 1 })
  expect(counts(strict)).toEqual({ bodies: 4, accepted: 1, repaired: 0, errors: 1, rejected: 2 })
})

test('an error outside an envelope deviates in strict mode', async () => {
  const ran = await runCli(['validate', '-', '--mode', 'strict', '--format', 'json'], {
    stdin: ['{"detail":"Not found"}'],
  })
  expect(counts(ran)).toMatchObject({ rejected: 1 })
})

test.each([
  { name: 'line by line', chunks: text.split(/(?<=\n)/) },
  { name: 'byte by byte', chunks: [...Buffer.from(text)].map((byte) => Uint8Array.of(byte)) },
  { name: 'gzipped', chunks: [gzipSync(text)] },
])('standard input gives the same $name', async ({ chunks }) => {
  expect(await runCli(['validate', '-'], { stdin: chunks })).toEqual(await validate())
})

test('prints a report for people', async () => {
  expect((await validate()).stdout).toMatchInlineSnapshot(`
    "stdin

                     bodies  accepted  repaired  errors  rejected
      ───────────────────────────────────────────────────────────
      total               4         1         1       1         1

      Read: 2 completions, 1 error.
      Strict mode accepts 1 of 3 bodies as they are (33.3 %, errors apart).

      Rejected                                                                           bodies
      no-completion                                                                           1
        Cannot read the completion: neither choices nor an error, received the keys id
          stdin:4 (x)

      Repaired                                                                           bodies    times
      missing-content                                                                         1        1
        Missing content is null
        Repaired choices[0].message.content: received undefined, took null
          stdin:2 (chatcmpl-1)

      Errors of the provider                                                             bodies
      429                                                                                     1
        Rate limit reached
          stdin:3

    ✘ 1 of 4 bodies rejected
    "
  `)
})

test('prints a report for people of strict mode', async () => {
  expect((await validate('--mode', 'strict', '--examples', '1')).stdout).toMatchInlineSnapshot(`
    "stdin

                     bodies  accepted  repaired  errors  rejected
      ───────────────────────────────────────────────────────────
      total               4         1         0       1         2

      Read: 1 completion, 1 error.

      Rejected                                                                           bodies
      invalid-shape                                                                           1
        Cannot read the completion: choices[0].message.content: expected string | Array | null, received
        undefined
          stdin:2 (chatcmpl-1)
      no-completion                                                                           1
        Cannot read the completion: neither choices nor an error, received the keys id
          stdin:4 (x)

      Where they deviate                                                                 bodies    times
      choices[].message.content                                                               1        1
        choices[0].message.content: expected string | Array | null, received undefined
          stdin:2 (chatcmpl-1)

      Errors of the provider                                                             bodies
      429                                                                                     1
        Rate limit reached
          stdin:3

    ✘ 2 of 4 bodies rejected
    "
  `)
})

test('prints a report for programs', async () => {
  expect((await validate('--format', 'json', '--examples', '1')).stdout).toMatchInlineSnapshot(`
    "{
      "mode": "tolerant",
      "files": [
        {
          "file": "stdin",
          "bodies": 4,
          "error": null
        }
      ],
      "counts": {
        "bodies": 4,
        "accepted": 1,
        "repaired": 1,
        "errors": 1,
        "rejected": 1
      },
      "kinds": {
        "completion": 2,
        "chunk": 0,
        "stream": 0,
        "request": 0,
        "error": 1
      },
      "groups": [],
      "repairs": [
        {
          "code": "missing-content",
          "bodies": 1,
          "occurrences": 1,
          "groups": [],
          "examples": [
            {
              "file": "stdin",
              "line": 2,
              "id": "chatcmpl-1",
              "path": [
                "choices",
                0,
                "message",
                "content"
              ],
              "message": "Repaired choices[0].message.content: received undefined, took null"
            }
          ],
          "drops": false
        }
      ],
      "errors": [
        {
          "code": "429",
          "bodies": 1,
          "occurrences": 1,
          "groups": [],
          "examples": [
            {
              "file": "stdin",
              "line": 3,
              "message": "Rate limit reached"
            }
          ]
        }
      ],
      "rejections": [
        {
          "code": "no-completion",
          "bodies": 1,
          "occurrences": 1,
          "groups": [],
          "examples": [
            {
              "file": "stdin",
              "line": 4,
              "id": "x",
              "message": "Cannot read the completion: neither choices nor an error, received the keys id"
            }
          ]
        }
      ],
      "deviations": []
    }
    "
  `)
})

test('shows as many examples as asked for', async () => {
  const stdin = [jsonLines(...Array.from({ length: 9 }, () => withoutContent))]
  const { stdout } = await runCli(['validate', '-', '--examples', '5', '--format', 'json'], { stdin })
  expect(JSON.parse(stdout).repairs[0].examples.map(({ line }: { line: number }) => line)).toEqual([1, 2, 3, 4, 5])
})

test.each([{ columns: 80 }, { columns: 100 }, { columns: 120 }, { columns: 300 }])(
  'fits into a terminal of $columns columns',
  async ({ columns }) => {
    const long = { provider: 'p'.repeat(200), body: { error: { message: 'why '.repeat(100) } } }
    const stdin = [jsonLines(long, { provider: 'groq', body: withoutContent })]
    const { stdout } = await runCli(['validate', '-', '--at', 'body', '--group', 'provider'], {
      stdin,
      columns,
      env: { NO_COLOR: '1' },
    })
    const widths = stdout.split('\n').map((line) => line.length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(columns, 120))
  },
)

test.each([
  { name: 'a pipe', surroundings: {}, coloured: false },
  { name: 'a terminal', surroundings: { columns: 80 }, coloured: true },
  { name: 'a dumb terminal', surroundings: { columns: 80, env: { TERM: 'dumb' } }, coloured: false },
  { name: 'NO_COLOR', surroundings: { columns: 80, env: { NO_COLOR: '1' } }, coloured: false },
  { name: 'FORCE_COLOR', surroundings: { env: { FORCE_COLOR: '1' } }, coloured: true },
  { name: 'FORCE_COLOR=0', surroundings: { columns: 80, env: { FORCE_COLOR: '0' } }, coloured: false },
])('colours the report and the help given $name: $coloured', async ({ surroundings, coloured }) => {
  const report = await runCli(['validate', '-'], { stdin: [text], ...surroundings })
  const help = await runCli(['validate', '--help'], surroundings)
  expect(report.stdout.includes('\u001b[')).toBe(coloured)
  expect(help.stdout.includes('\u001b[')).toBe(coloured)
})

test('hides keys and control characters of a hostile body', async () => {
  const error = { error: { message: 'Key sk-abcdefghijklmnop\u001b[2J', code: '\u001b]0;x\u0007' } }
  for (const format of ['pretty', 'json']) {
    const { stdout } = await runCli(['validate', '-', '--format', format], { stdin: [jsonLines(error)] })
    expect(stdout).not.toContain('abcdefghijklmnop')
    expect(stdout).not.toContain('\u001b')
  }
})

test('explains itself', async () => {
  const { exitCode, stdout, stderr } = await runCli(['validate', '--help'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: chat-completion validate [options] <file...>

    Judge recorded completions, streams, chunks, requests and errors: JSON, JSON Lines of any size, or
    an event stream, each gzipped or not. The tolerant mode repairs what providers are known to send and
    names each repair; the strict mode accepts only what the contract says.

    Arguments:
      file                files to read, - for standard input

    Options:
      --at <path>         where the body lies in its envelope, such as body or choices.0
      --group <path>      what of the envelope to group by, such as provider
      --kind <kind>       what the bodies are, else told by their shape (choices: "completion", "chunk",
                          "request", "error")
      --mode <mode>       how to judge (choices: "tolerant", "strict", default: "tolerant")
      --format <format>   what to print (choices: "pretty", "json", default: "pretty")
      --examples <count>  how many examples of each finding to show (default: 3)
      -h, --help          print this help

    Examples:
      $ chat-completion validate response.json
      $ chat-completion validate logs/*.jsonl.gz --at body --group provider
      $ chat-completion validate batch-output.jsonl --at response.body --mode strict
      $ chat-completion validate streams.jsonl.gz --at sse --group provider
      $ curl -sN https://… | chat-completion validate - --format json

    Exit codes:
      0  every body was read, maybe repaired, or is an error that the provider reports
      1  at least one body was rejected; in strict mode, each that deviates is
      2  wrong usage, or an input that cannot be read

    "
  `)
})
