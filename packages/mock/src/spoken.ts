import { type JsonString, jsonStrings } from './json-strings.ts'
import type { Edit } from './pieces.ts'

/** Texts that are told piece by piece, as by streams: the pieces of each. */
export function spokenIn(json: string): JsonString[][] {
  const places = new Map<string, JsonString[]>()
  for (const string of jsonStrings(json)) {
    const parts = places.get(string.place)
    if (parts) parts.push(string)
    else places.set(string.place, [string])
  }
  return [...places.values()].filter((parts) => parts.length > 1)
}

/** Edits of what is said piece by piece, found in all of it. */
export function spokenEdits(json: string, find: (text: string) => readonly Edit[]): Edit[] {
  const edits = spokenIn(json).flatMap((parts) => {
    const found = find(parts.map(({ text }) => text).join(''))
    return found.length === 0 ? [] : partsOf(found, parts)
  })
  return edits.sort((one, other) => one.start - other.start)
}

/** What of each edit concerns each part, in one walk through both. The first part gets what stands in place of all. */
function partsOf(edits: readonly Edit[], parts: readonly JsonString[]): Edit[] {
  const found: Edit[] = []
  let [passed, at] = [0, 0]
  for (const { text, start } of parts) {
    const end = passed + text.length
    for (let edit = edits[at]; edit && edit.start < end; edit = edits[at]) {
      const from = Math.max(edit.start - passed, 0)
      const to = Math.min(edit.end - passed, text.length)
      if (from < to) found.push({ start: start + from, end: start + to, text: edit.start >= passed ? edit.text : '' })
      if (edit.end > end) break
      at += 1
    }
    passed = end
  }
  return found
}
