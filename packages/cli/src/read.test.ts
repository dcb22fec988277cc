import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { collect, stream } from '../test/streams.ts'
import { maxSize, readEntries } from './read.ts'

interface Told {
  readonly line?: number
  readonly json?: unknown
  readonly error?: string
}

async function entriesOf(...chunks: readonly (string | Uint8Array)[]): Promise<Told[]> {
  const entries = await collect(readEntries('input', stream(chunks)))
  return entries.map((entry) => ('error' in entry ? { ...entry, error: entry.error.message } : entry))
}

const one = { line: 1, json: { a: 1 } }
const two = { line: 2, json: { b: [2] } }

describe('the content tells what it is', () => {
  test.each([
    { name: 'a document on one line', text: '{"a":1}', entries: [{ json: { a: 1 } }] },
    { name: 'a document over many lines', text: '{\n  "a": 1\n}\n', entries: [{ json: { a: 1 } }] },
    { name: 'a list over many lines', text: '[\n{"a":1},\n{"b":2}\n]', entries: [{ json: [{ a: 1 }, { b: 2 }] }] },
    { name: 'a list of one', text: '[\n{"a":1}\n]', entries: [{ json: [{ a: 1 }] }] },
    { name: 'a value that is null', text: 'null', entries: [{ json: null }] },
    { name: 'two lines', text: '{"a":1}\n{"b":[2]}', entries: [one, two] },
    { name: 'two lines, CRLF', text: '{"a":1}\r\n{"b":[2]}\r\n', entries: [one, two] },
    { name: 'a byte order mark', text: '\ufeff{"a":1}\n{"b":[2]}', entries: [one, two] },
    {
      name: 'blank lines',
      text: '\n{"a":1}\n\n{"b":[2]}\n\n',
      entries: [
        { ...one, line: 2 },
        { ...two, line: 4 },
      ],
    },
  ])('reads $name', async ({ text, entries }) => {
    expect(await entriesOf(text)).toEqual(entries)
  })
})

describe('a line that is not JSON is named, and reading goes on', () => {
  const broken = 'Cannot parse line 1 as JSON: it ends too early, it starts with "{\\"oops"'

  test('the last line', async () => {
    expect(await entriesOf('{"a":1}\nnull\n{"oops')).toMatchObject([
      one,
      { line: 2, json: null },
      { line: 3, error: 'Cannot parse line 3 as JSON: it ends too early, it starts with "{\\"oops"' },
    ])
  })

  test('the first line, before one that is JSON', async () => {
    expect(await entriesOf('{"oops\n{"b":[2]}')).toMatchObject([{ line: 1, error: broken }, two])
  })

  test('the first line, before many that are JSON', async () => {
    expect(await entriesOf('{"oops\n{"b":[2]}\n{"c":3}\noops')).toMatchObject([
      { line: 1, error: broken },
      two,
      { line: 3, json: { c: 3 } },
      { line: 4 },
    ])
  })

  test('a long line shows its start only', async () => {
    const prompt = 'secret '.repeat(100)
    const [, entry] = await entriesOf(`{"a":1}\n{"content":"${prompt}`)
    expect(entry?.error).toMatchInlineSnapshot(
      `"Cannot parse line 2 as JSON: it ends too early, it starts with "{\\"content\\":\\"secret secret secret secret…""`,
    )
  })

  test('a line that is too long', async () => {
    const long = `"${'x'.repeat(maxSize)}"\n`
    expect(await entriesOf('{"a":1}\n', long, '{"c":3}\n')).toMatchObject([
      one,
      { line: 2, error: 'Cannot read line 2: it has more than 64 MiB' },
      { line: 3, json: { c: 3 } },
    ])
    expect(await entriesOf(long, '{"b":[2]}')).toMatchObject([{ line: 1, error: expect.any(String) }, two])
  })
})

test.each([
  { name: 'data', text: 'data: {"a":1}\n\ndata: [DONE]\n' },
  { name: 'a name', text: 'event: error\ndata: {}\n' },
  { name: 'a keep-alive comment', text: ': PROCESSING\n\ndata: {}\n' },
  { name: 'blank lines', text: '\r\n  \ndata: {}\n' },
])('an event stream, told by $name at its beginning, is handed on whole', async ({ text }) => {
  for (const pieces of [[text], [...text], [gzipSync(text)]]) {
    const [entry] = await collect(readEntries('input', stream<string | Uint8Array>(pieces)))
    const bytes = entry && 'stream' in entry ? await collect(entry.stream) : []
    expect(Buffer.concat(bytes).toString()).toBe(text)
  }
})

describe('gzip is told by its first bytes', () => {
  const packed = gzipSync('{"a":1}\n{"b":[2]}\n')

  test('one file', async () => {
    expect(await entriesOf(packed)).toEqual([one, two])
  })

  test('byte by byte', async () => {
    expect(await entriesOf(...[...packed].map((byte) => Uint8Array.of(byte)))).toEqual([one, two])
  })

  test('several files, one after the other', async () => {
    expect(await entriesOf(Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":[2]}\n')]))).toEqual([one, two])
  })

  test('JSON over many lines', async () => {
    expect(await entriesOf(gzipSync('{\n"a": 1\n}'))).toEqual([{ json: { a: 1 } }])
  })
})

describe('what cannot be read says why', () => {
  const packed = gzipSync(JSON.stringify({ text: 'x'.repeat(1000) }))
  const damaged = Buffer.from(packed).fill(0xff, 12, 20)

  test.each([
    { name: 'nothing', input: '', message: 'there is no JSON in it' },
    { name: 'blank lines', input: '\n \n', message: 'there is no JSON in it' },
    { name: 'other text', input: '<!doctype html>\n<p>', message: 'it is neither JSON nor JSON Lines' },
    { name: 'a document that ends too early', input: '{\n  "a": [\n', message: 'it is neither JSON nor JSON Lines' },
    { name: 'UTF-16', input: Buffer.from('\ufeff{"a":1}', 'utf16le'), message: 'it is not text in UTF-8' },
    { name: 'gzip that ends too early', input: packed.subarray(0, -12), message: 'the gzip data ends too early' },
    { name: 'broken gzip', input: damaged, message: 'the gzip data is broken' },
  ])('$name', async ({ input, message }) => {
    await expect(entriesOf(input)).rejects.toThrow(`Cannot read input: ${message}`)
  })

  test.each([
    { name: 'on one line', newline: '' },
    { name: 'over many lines', newline: '\n' },
  ])('a document that is too large, $name', async ({ newline }) => {
    const items = Array.from({ length: 65 }, () => `"${'x'.repeat(1024 * 1024)}",${newline}`)
    await expect(entriesOf(`[${newline}`, ...items, '0]')).rejects.toThrow('a JSON document may have up to 64 MiB')
  })
})
