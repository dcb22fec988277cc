/** Tells which items are fragments of one; undefined for an item that is whole. */
export type KeyOf = (item: unknown) => string | undefined

/** A list that grows by the items of one delta after the other. What one delta lists side by side stays apart. */
export class GrowingList {
  readonly #items: unknown[] = []
  readonly #keyOf: KeyOf
  readonly #join: (one: unknown, other: unknown) => unknown
  /** Where the last item with a key is: a search would make long lists slow. */
  readonly #positions = new Map<string, number>()
  /** Every item is as a delta brought it. */
  isPlain = true

  /** @param join Gives one item and its next fragment as one; undefined where they are two after all. */
  constructor(keyOf: KeyOf, join: (one: unknown, other: unknown) => unknown) {
    this.#keyOf = keyOf
    this.#join = join
  }

  add(items: readonly unknown[]): this {
    const { length } = this.#items
    for (const item of items) {
      const key = this.#keyOf(item)
      const position = key === undefined ? length : (this.#positions.get(key) ?? length)
      const joined = position < length ? this.#join(this.#items[position], item) : undefined
      if (joined !== undefined) {
        this.#items[position] = joined
        this.isPlain = false
      } else {
        if (key !== undefined) this.#positions.set(key, this.#items.length)
        this.#items.push(item)
      }
    }
    return this
  }

  get items(): readonly unknown[] {
    return this.#items
  }
}
