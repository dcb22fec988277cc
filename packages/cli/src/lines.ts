/** A line that is not blank. */
export interface Line {
  /** Counted from 1, blank lines included. */
  readonly number: number
  /** Undefined where the line is longer than the limit. */
  readonly text: string | undefined
  /** In bytes. */
  readonly size: number
}

const newline = 0x0a

/**
 * Splits UTF-8 text into lines, ended by LF or CRLF, and leaves out a byte order mark and blank lines.
 *
 * A line longer than `limit` bytes is skipped over, not kept: it has a number, but no text.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
  let number = 1
  let pieces: Buffer[] = []
  let length = 0

  function take(piece: Buffer): void {
    length += piece.length
    if (length <= limit) pieces.push(piece)
    else pieces = []
  }

  function finish(): Line {
    const line = { number, text: length > limit ? undefined : textOf(pieces, number), size: length }
    number += 1
    pieces = []
    length = 0
    return line
  }

  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end))
      start = end + 1
      const line = finish()
      if (line.text !== '') yield line
    }
    if (start < chunk.length) take(chunk.subarray(start))
  }
  const last = finish()
  if (last.text !== '') yield last
}

function textOf(pieces: readonly Buffer[], number: number): string {
  const [first] = pieces
  const text = first !== undefined && pieces.length === 1 ? first.toString() : Buffer.concat(pieces).toString()
  const whole = number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text
  return whole.trim()
}
