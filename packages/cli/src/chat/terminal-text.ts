/** What moves the cursor, changes colours or turns text around. A line break and a tab are text. */
const hazards = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu

const escapeCode = 0x1b
const introducerCode = 0x9b

/** Those that begin a string: DCS, SOS, OSC, PM and APC, as one character, and what follows the escape in place of it. */
const stringStarts: ReadonlySet<number> = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f])
const stringLetters: ReadonlySet<number> = codesOf('PX]^_')

/** BEL and ST end one, CAN and SUB break it off, and so does a line break. */
const stringEnds: ReadonlySet<number> = new Set([0x07, 0x9c, 0x18, 0x1a, 0x0a])

/** Where in an escape sequence (ECMA-48) the text is. A `string`, such as a title that is set, ends at a line break at the latest. */
type State = 'text' | 'escape' | 'intermediate' | 'control' | 'string' | 'string-escape'

/**
 * Text that comes in pieces, made safe for a terminal: escape sequences are left out whole, wherever the pieces are cut, and so are other
 * control characters. Each character is looked at once.
 */
export class TerminalText {
  #state: State = 'text'
  /** The first half of a character that was cut in two. */
  #half = ''

  push(piece: string): string {
    const text = this.#half + piece
    this.#half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? ''
    const whole = this.#half ? text.slice(0, -1) : text
    return this.#state === 'text' && whole.search(hazards) === -1 ? whole : this.#clean(whole)
  }

  #clean(text: string): string {
    let cleaned = ''
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      if (this.#shows(text.charCodeAt(at))) continue
      cleaned += text.slice(from, at)
      from = at + 1
    }
    return cleaned + text.slice(from)
  }

  #shows(code: number): boolean {
    const before = this.#state
    this.#state = next(before, code)
    if (this.#state !== 'text') return false
    if (before === 'text') return !isHazard(code)
    // What breaks a sequence off is no part of it.
    return !ends(before, code) && this.#shows(code)
  }
}

function isHazard(code: number): boolean {
  if (code < 0x20) return code !== 0x0a && code !== 0x09
  return code > 0x7e && String.fromCharCode(code).search(hazards) !== -1
}

/** On one line. */
export function toLine(text: string): string {
  return new TerminalText().push(text).replace(/\s+/g, ' ').trim()
}

/** JSON that says the same, and that a terminal cannot take for anything else. */
export function toSafeJson(value: unknown): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value, null, 2).replace(hazards, escaped)
}

function next(state: State, code: number): State {
  if (state === 'string') {
    if (code === escapeCode) return 'string-escape'
    return stringEnds.has(code) ? 'text' : 'string'
  }
  if (code === escapeCode) return 'escape'
  if (code === introducerCode) return 'control'
  if (stringStarts.has(code)) return 'string'
  if (state === 'text' || code < 0x20 || code > 0x7e) return 'text'
  if (state === 'control') return code < 0x40 ? 'control' : 'text'
  if (code < 0x30) return 'intermediate'
  if (state === 'intermediate') return 'text'
  if (code === 0x5b) return 'control'
  return stringLetters.has(code) ? 'string' : 'text'
}

/** Whether a character with which a sequence is over belongs to it. */
function ends(state: State, code: number): boolean {
  return state === 'string' ? code !== 0x0a : code >= 0x20 && code <= 0x7e
}

function codesOf(letters: string): ReadonlySet<number> {
  return new Set(Array.from(letters, (letter) => letter.charCodeAt(0)))
}
