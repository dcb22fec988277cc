import type { Repair } from '@chat-completion/validators'

type Counted = Repair & { count: number }

/** The repairs of a stream: one entry for each code and place, where every chunk may need the same. */
export class RepairLog {
  readonly #entries = new Map<string, Counted>()

  add(repair: Repair): void {
    const key = [repair.code, ...repair.path.filter((step) => typeof step === 'string')].join('.')
    const entry = this.#entries.get(key)
    if (entry) entry.count += 1
    else this.#entries.set(key, { ...repair, count: 1 })
  }

  list(): Repair[] {
    return [...this.#entries.values()].map((entry) => ({ ...entry }))
  }
}
