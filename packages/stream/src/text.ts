const blockSize = 4096

/**
 * A text that grows by pieces, joined a block at a time: engines keep the pieces of a text that is put together with `+`, each at some
 * 60 bytes, until somebody reads it.
 */
export class GrowingText {
  #whole = ''
  #pieces: string[] = []
  #size = 0

  add(piece: string): this {
    this.#pieces.push(piece)
    this.#size += piece.length
    if (this.#size > blockSize) this.toString()
    return this
  }

  toString(): string {
    this.#whole += this.#pieces.join('')
    this.#pieces = []
    this.#size = 0
    return this.#whole
  }
}

/** A text of its own: a long slice would hold on to all that it was cut from, and that is what one read brought. */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1)
}
