import type { Repair } from '@chat-completion/validators'

type Counted = Repair & { count: number }

/** The repairs of a stream: one entry for each code and place, where every chunk may need the same. */
export class RepairLog {
  readonly #entries = new Map<string, Counted>()
  /** What the last chunk needed, */
  #repairs: readonly Repair[] = []
  /** and where that is counted. */
  #counted: readonly Counted[] = []

  constructor(repairs: readonly Counted[] = []) {
    for (const repair of repairs) this.#entries.set(keyOf(repair), { ...repair })
  }

  add(repair: Repair): void {
    this.#entryOf(repair).count += 1
  }

  /** What one chunk needed: chunks that are read alike share the list. */
  addAll(repairs: readonly Repair[]): void {
    if (repairs !== this.#repairs) {
      this.#repairs = repairs
      this.#counted = repairs.map((repair) => this.#entryOf(repair))
    }
    for (const entry of this.#counted) entry.count += 1
  }

  list(): Counted[] {
    return [...this.#entries.values()].map((entry) => ({ ...entry }))
  }

  #entryOf(repair: Repair): Counted {
    const key = keyOf(repair)
    const entry = this.#entries.get(key) ?? { ...repair, count: 0 }
    this.#entries.set(key, entry)
    return entry
  }
}

/** The place without indices. */
function keyOf({ code, path }: Repair): string {
  return [code, ...path.filter((step) => typeof step === 'string')].join('.')
}
