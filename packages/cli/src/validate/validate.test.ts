import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { runCli } from '../../test/run-cli.ts'
import { chunk, completion, errorBody, jsonLines, nothing, request, withoutContent } from '../../test/samples.ts'

/** Takes two repairs: one that loses nothing, and `dropped-value`. */
const dropping = { ...withoutContent, usage: 'many' }

async function jsonReport(stdin: readonly (string | Uint8Array)[], ...options: readonly string[]) {
  const { stdout } = await runCli(['validate', '-', '--format', 'json', ...options], { stdin })
  return JSON.parse(stdout)
}

test('lists repairs that drop a value apart', async () => {
  const { stdout } = await runCli(['validate', '-'], { stdin: [JSON.stringify(dropping)] })
  expect(stdout).toMatchInlineSnapshot(`
    "stdin

                     bodies  accepted  repaired  errors  rejected
      ───────────────────────────────────────────────────────────
      total               1         0         1       0         0

      Read: 1 completion.
      Strict mode accepts 0 of 1 body as it is (0.0 %).

      Repaired                                                                           bodies    times
      missing-content                                                                         1        1
        Missing content is null
        Repaired choices[0].message.content: received undefined, took null
          stdin (chatcmpl-1)

      Repaired by dropping a value                                                       bodies    times
      dropped-value                                                                           1        1
        A value of the wrong type that no other rule reads becomes null, or the neutral value of a
        required key
        Repaired usage: received "many", took null
          stdin (chatcmpl-1)

    ✔ The body was read
    "
  `)
})

test('marks repairs that drop a value for programs', async () => {
  const { repairs } = await jsonReport([JSON.stringify(dropping)])
  expect(repairs).toMatchObject([
    { code: 'dropped-value', drops: true },
    { code: 'missing-content', drops: false },
  ])
})

const two = { bodies: 2, accepted: 1, repaired: 1, errors: 0, rejected: 0 }

test.each([
  { name: 'JSON Lines', input: jsonLines(completion, withoutContent) },
  { name: 'JSON Lines with CRLF', input: jsonLines(completion, withoutContent).replaceAll('\n', '\r\n') },
  { name: 'blank lines', input: `\n${jsonLines(completion)}\n\n${jsonLines(withoutContent)}\n` },
  { name: 'a byte order mark', input: `\ufeff${jsonLines(completion, withoutContent)}` },
  { name: 'a list', input: JSON.stringify([completion, withoutContent], null, 2) },
  { name: 'gzip', input: gzipSync(jsonLines(completion, withoutContent)) },
  {
    name: 'gzip in two members',
    input: Buffer.concat([gzipSync(jsonLines(completion)), gzipSync(jsonLines(withoutContent))]),
  },
])('judges the same bodies given $name', async ({ input }) => {
  expect(await jsonReport([input])).toMatchObject({ counts: two, rejections: [] })
})

test('judges the bodies around a line that is not JSON', async () => {
  const report = await jsonReport([`${jsonLines(completion)}oops\n${jsonLines(withoutContent)}`])
  expect(report.counts).toEqual({ ...two, bodies: 3, rejected: 1 })
  expect(report.rejections).toMatchObject([{ code: 'invalid-json', examples: [{ line: 2 }] }])
})

test('names the position in a list', async () => {
  const { rejections } = await jsonReport([JSON.stringify([completion, nothing])])
  expect(rejections[0].examples).toMatchObject([{ file: 'stdin', index: 1, id: 'x' }])
})

test('tells what the bodies are by their shape', async () => {
  const { kinds } = await jsonReport([jsonLines(completion, chunk, request, errorBody)])
  expect(kinds).toEqual({ completion: 1, chunk: 1, stream: 0, request: 1, error: 1 })
})

test('judges each body as the kind asked for', async () => {
  const { counts, kinds } = await jsonReport([jsonLines(chunk, completion)], '--kind', 'chunk', '--mode', 'strict')
  expect({ counts, kinds }).toMatchObject({ counts: { accepted: 1, rejected: 1 }, kinds: { chunk: 1 } })
})
