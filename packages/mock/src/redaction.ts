import { binaryOf, decoded, type Edit, fromBinary, type Pieces, rewritten } from './pieces.ts'
import { spokenIn } from './spoken.ts'

export type Redact = (text: string) => string

/** Redacts each line, then what is said piece by piece, as one text. */
export function redacted(pieces: Pieces, redact: Redact): Pieces {
  const lines = rewritten(pieces, lineEdits(pieces.text, redact))
  return rewritten(lines, saidEdits(lines.text, redact))
}

function lineEdits(bytes: string, redact: Redact): Edit[] {
  return Array.from(bytes.matchAll(/[^\r\n]+/g)).flatMap(({ 0: line, index }) => {
    const text = decoded(fromBinary(line))
    if (text === undefined) return []
    const changed = redact(text)
    return changed === text ? [] : { start: index, end: index + line.length, text: binaryOf(changed) }
  })
}

function saidEdits(bytes: string, redact: Redact): Edit[] {
  const edits = spokenIn(bytes).flatMap((parts) => {
    const texts = parts.map(({ text }) => unescaped(text))
    if (!texts.every((text) => text !== undefined)) return []
    const said = texts.join('')
    const changed = redact(said)
    if (changed === said) return []
    return changedTexts(texts, said, changed).flatMap((text, index): Edit | [] => {
      const { start, text: before } = parts[index] as { start: number; text: string }
      return text === texts[index] ? [] : { start, end: start + before.length, text: escaped(text) }
    })
  })
  return edits.sort((one, other) => one.start - other.start)
}

/** What has changed is said by the first text that it is in, and by no other. */
function changedTexts(texts: readonly string[], said: string, changed: string): string[] {
  const most = Math.min(said.length, changed.length)
  let start = 0
  while (start < most && said[start] === changed[start]) start += 1
  let same = 0
  while (same < most - start && said.at(-1 - same) === changed.at(-1 - same)) same += 1
  const end = said.length - same
  const middle = changed.slice(start, changed.length - same)
  let passed = 0
  let isSaid = false
  return texts.map((text, index) => {
    const from = passed
    passed += text.length
    const isHere = !isSaid && (start < passed || index === texts.length - 1)
    isSaid ||= isHere
    return text.slice(0, Math.max(start - from, 0)) + (isHere ? middle : '') + text.slice(Math.max(end - from, 0))
  })
}

function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(`"${decoded(fromBinary(text))}"`)
  } catch {
    return undefined
  }
}

function escaped(text: string): string {
  return binaryOf(JSON.stringify(text).slice(1, -1))
}
