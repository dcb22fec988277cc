import type { Edit } from './pieces.ts'

/** What a model says, in JSON of any dialect. */
const literal = /"(content|reasoning|reasoning_content|refusal|arguments|input|transcript)":"((?:[^"\\]|\\.)+)"/g

/** A part of what is said: which key says it, what, and where. */
export interface Spoken {
  readonly key: string
  readonly text: string
  readonly start: number
}

export function spokenIn(json: string): Spoken[] {
  return Array.from(json.matchAll(literal), ({ 0: whole, 1: key = '', 2: text = '', index }) => {
    return { key, text, start: index + whole.length - text.length - 1 }
  })
}

/** Edits of what is said piece by piece, as by streams, found in all of it. */
export function spokenEdits(json: string, find: (text: string) => readonly Edit[]): Edit[] {
  const all = spokenIn(json)
  const edits = [...new Set(all.map(({ key }) => key))].flatMap((key) => {
    const parts = all.filter((part) => part.key === key)
    return find(parts.map(({ text }) => text).join('')).flatMap((edit) => partsOf(edit, parts))
  })
  return edits.sort((one, other) => one.start - other.start)
}

/** The first part gets what stands in place of all. */
function partsOf(edit: Edit, parts: readonly Spoken[]): Edit[] {
  let passed = 0
  return parts.flatMap(({ text, start }) => {
    const from = Math.max(edit.start - passed, 0)
    const to = Math.min(edit.end - passed, text.length)
    const isFirst = edit.start >= passed
    passed += text.length
    return from < to ? { start: start + from, end: start + to, text: isFirst ? edit.text : '' } : []
  })
}
