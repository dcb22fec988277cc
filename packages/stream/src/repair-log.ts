import type { Repair } from '@chat-completion/validators'

type Counted = Repair & { count: number }

/** The repairs of a stream: one entry for each code and place, where every chunk may need the same. */
export class RepairLog {
  readonly #entries = new Map<string, Counted>()

  constructor(repairs: readonly Counted[] = []) {
    for (const repair of repairs) this.#entries.set(keyOf(repair), { ...repair })
  }

  add(repair: Repair): void {
    const key = keyOf(repair)
    const entry = this.#entries.get(key)
    if (entry) entry.count += 1
    else this.#entries.set(key, { ...repair, count: 1 })
  }

  list(): Counted[] {
    return [...this.#entries.values()].map((entry) => ({ ...entry }))
  }
}

/** The place without indices. */
function keyOf({ code, path }: Repair): string {
  return [code, ...path.filter((step) => typeof step === 'string')].join('.')
}
