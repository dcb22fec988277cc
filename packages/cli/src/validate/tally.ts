/** Where something was seen first, for people to look it up. */
export interface Example {
  readonly file: string
  /** Absent for a document that is no JSON Lines. */
  readonly line?: number
  /** Position in a list of bodies. */
  readonly index?: number
  /** The `id` of the envelope. */
  readonly id?: string
  /** Keys and indices from the root of the body. */
  readonly path?: readonly (string | number)[]
  readonly message: string
}

export interface TallyEntry {
  readonly code: string
  bodies: number
  /** A body can have several. */
  occurrences: number
  readonly groups: Map<string, number>
  readonly examples: Example[]
}

/** More different codes or groups than these are counted as one: an input must not be able to fill the memory. */
const maxKeys = 1000
/** Of codes with groups, in one tally: else their product could be a million. */
const maxPairs = 10_000
export const others = '(others)'

/** The key itself, or the one for all others where there are too many. */
export function boundedKey(counts: ReadonlyMap<string, unknown>, key: string): string {
  return counts.has(key) || counts.size < maxKeys ? key : others
}

/** Counts by code in how many bodies something was seen, and keeps the first examples. */
export class Tally {
  readonly #entries = new Map<string, TallyEntry>()
  readonly #maxExamples: number
  #pairs = 0

  constructor(maxExamples: number) {
    this.#maxExamples = maxExamples
  }

  /** Once per body and code. */
  add(code: string, group: string | undefined, occurrences: number, example: Example): void {
    const entry = this.#entry(boundedKey(this.#entries, code))
    entry.bodies += 1
    entry.occurrences += occurrences
    if (group !== undefined) this.#addGroup(entry.groups, group)
    if (entry.examples.length < this.#maxExamples) entry.examples.push(example)
  }

  /** The most frequent first. */
  list(): TallyEntry[] {
    return [...this.#entries.values()].sort((one, other) => other.bodies - one.bodies || compare(one.code, other.code))
  }

  #addGroup(groups: Map<string, number>, group: string): void {
    const key = groups.has(group) || this.#pairs < maxPairs ? group : others
    if (!groups.has(key)) this.#pairs += 1
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }

  #entry(code: string): TallyEntry {
    const found = this.#entries.get(code)
    if (found) return found
    const entry = { code, bodies: 0, occurrences: 0, groups: new Map<string, number>(), examples: [] }
    this.#entries.set(code, entry)
    return entry
  }
}

/** The same on every machine: by code units, not by locale. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
