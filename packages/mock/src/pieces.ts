/** A text and where it is cut. Bytes are a text of as many characters, so that one that is cut in two stays so. */
export interface Pieces {
  readonly text: string
  readonly cuts: readonly number[]
}

/** What stands in place of a part of it. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const decoder = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = /* @__PURE__ */ new TextEncoder()

export function fromBytes(pieces: readonly Uint8Array[]): Pieces {
  let text = ''
  const cuts: number[] = []
  for (const piece of pieces) {
    text += toBinary(piece)
    cuts.push(text.length)
  }
  return { text, cuts }
}

export function toBytes({ text, cuts }: Pieces): Uint8Array[] {
  return cuts.map((cut, index) => fromBinary(text.slice(cuts[index - 1] ?? 0, cut)))
}

/**
 * Rewrites a text. A cut stays where it is; within what is replaced, it goes to the end.
 *
 * @param edits In their order; they do not overlap.
 */
export function rewritten({ text, cuts }: Pieces, edits: readonly Edit[]): Pieces {
  let made = ''
  let at = 0
  let passed = 0
  const moved: number[] = []
  for (const { start, end, text: replacement } of [...edits, { start: text.length, end: text.length, text: '' }]) {
    for (; (cuts[passed] ?? end + 1) <= start; passed += 1) moved.push(made.length + (cuts[passed] as number) - at)
    made += text.slice(at, start) + replacement
    for (; (cuts[passed] ?? end + 1) <= end; passed += 1) moved.push(made.length)
    at = end
  }
  return { text: made, cuts: moved }
}

/** Bytes as text; undefined where they are none, as when a character is cut. */
export function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** A character for each byte of a text. */
export function binaryOf(text: string): string {
  return toBinary(encoder.encode(text))
}

export function fromBinary(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  // Much faster than `Uint8Array.from`, which asks for each character.
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}

export function toBinary(bytes: Uint8Array): string {
  // Where each byte is a character, as in English, it is the same, and made at once.
  const plain = decoded(bytes)
  if (plain?.length === bytes.length) return plain
  let text = ''
  // As arguments, all at once would be too many.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}
