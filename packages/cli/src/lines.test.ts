import { expect, test } from 'vitest'
import { collect, stream } from '../test/streams.ts'
import { type Line, readLines } from './lines.ts'

async function linesOf(text: string, { limit = 100, chunkSize = 1000 } = {}): Promise<Line[]> {
  const bytes = Buffer.from(text)
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, index) =>
    bytes.subarray(index * chunkSize, (index + 1) * chunkSize),
  )
  return collect(readLines(stream(chunks), limit))
}

test.each([
  { name: 'LF', text: 'a\nb\n' },
  { name: 'CRLF', text: 'a\r\nb\r\n' },
  { name: 'no newline at the end', text: 'a\nb' },
  { name: 'a byte order mark', text: '\ufeffa\nb\n' },
])('splits lines given $name', async ({ text }) => {
  expect(await linesOf(text)).toMatchObject([
    { number: 1, text: 'a' },
    { number: 2, text: 'b' },
  ])
})

test('leaves out blank lines, and counts them', async () => {
  expect(await linesOf('\n\na\n \r\nb\n\n')).toMatchObject([
    { number: 3, text: 'a' },
    { number: 5, text: 'b' },
  ])
})

test('does not depend on where the bytes are cut', async () => {
  const text = '\ufeff{"a":"Zürich 東京 👋🏽"}\r\n\n{"b":"é"}\nc'
  const whole = await linesOf(text)
  for (let chunkSize = 1; chunkSize < text.length; chunkSize += 1) {
    expect(await linesOf(text, { chunkSize })).toEqual(whole)
  }
})

test.each([{ chunkSize: 1 }, { chunkSize: 7 }, { chunkSize: 1000 }])(
  'skips over a line that is too long, and goes on, in chunks of $chunkSize',
  async ({ chunkSize }) => {
    const lines = await linesOf(`a\n${'x'.repeat(11)}\n${'y'.repeat(10)}\nb\n`, { limit: 10, chunkSize })
    expect(lines).toMatchObject([
      { number: 1, text: 'a' },
      { number: 2, text: undefined },
      { number: 3, text: 'y'.repeat(10) },
      { number: 4, text: 'b' },
    ])
  },
)
