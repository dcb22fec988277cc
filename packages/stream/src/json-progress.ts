/** Follows a JSON object that comes in pieces, and tells when it is whole. Each character is looked at once. */
export class JsonProgress {
  #state: 'open' | 'closed' | 'whole' | 'broken' = 'open'
  #depth = 0
  #isInString = false
  #isEscaped = false

  add(piece: string): void {
    if (this.#state === 'open') this.#scan(piece)
    else if (piece.trim() !== '') this.#state = 'broken'
  }

  /** Whether nothing can follow: `text`, all the pieces, is one JSON object. */
  isWhole(text: () => string): boolean {
    // What is closed and no JSON stays so, whatever follows: to parse it once is enough.
    if (this.#state === 'closed') this.#state = isJson(text()) ? 'whole' : 'broken'
    return this.#state === 'whole'
  }

  #scan(piece: string): void {
    for (let at = 0; at < piece.length; at += 1) {
      if (!this.#closes(piece[at] as string)) continue
      this.#state = piece.slice(at + 1).trim() === '' ? 'closed' : 'broken'
      return
    }
  }

  /** Whether this character closes the outermost bracket. */
  #closes(character: string): boolean {
    if (this.#isEscaped) this.#isEscaped = false
    else if (this.#isInString) {
      if (character === '\\') this.#isEscaped = true
      else if (character === '"') this.#isInString = false
    } else if (character === '"') this.#isInString = true
    else if (character === '{' || character === '[') this.#depth += 1
    else if (character === '}' || character === ']') {
      this.#depth -= 1
      return this.#depth <= 0
    }
    return false
  }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
