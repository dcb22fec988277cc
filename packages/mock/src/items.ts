/** What makes items: a factory of any kind. */
interface Maker {
  buildList(count: number): readonly unknown[]
}

/** The items of factories, in their order. */
export class Items {
  readonly #made = new WeakMap<Maker, { items: readonly unknown[]; taken: number }>()

  /** The next item of a factory; anything else is given as it is. */
  next(answer: unknown): unknown {
    if (!isMaker(answer)) return answer
    const made = this.#made.get(answer) ?? { items: [], taken: 0 }
    this.#made.set(answer, made)
    // Twice as many each time: each item costs the same, however many there are.
    if (made.taken === made.items.length) made.items = answer.buildList(Math.max(1, 2 * made.taken))
    made.taken += 1
    if (made.items.length < made.taken) throw new TypeError(`Cannot answer: the factory gives no ${made.taken} items`)
    return made.items[made.taken - 1]
  }
}

function isMaker(answer: unknown): answer is Maker {
  return typeof Object(answer).buildList === 'function'
}
