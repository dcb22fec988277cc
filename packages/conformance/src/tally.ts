/** Counts of what holds, by row and by column, and why the rest does not. */
export class Tally {
  readonly #counts = new Map<string, Map<string, { held: number; all: number; notes: Set<number> }>>()
  readonly #reasons: string[] = []

  /** @param misfit Why it was not expected to hold. */
  add(row: string, column: string, isHeld: boolean, misfit?: string): void {
    const columns = this.#counts.get(row) ?? new Map()
    this.#counts.set(row, columns)
    const counts = columns.get(column) ?? { held: 0, all: 0, notes: new Set() }
    columns.set(column, counts)
    counts.all += 1
    if (isHeld) counts.held += 1
    if (misfit === undefined) return
    if (!this.#reasons.includes(misfit)) this.#reasons.push(misfit)
    counts.notes.add(this.#reasons.indexOf(misfit) + 1)
  }

  /** `held/all`, with the numbers of the reasons at its foot. */
  print(title: string): void {
    const cell = ({ held, all, notes }: { held: number; all: number; notes: Set<number> }): string =>
      [`${held}/${all}`, ...[...notes].sort((one, other) => one - other).map((note) => `(${note})`)].join(' ')
    const rows = [...this.#counts].map(([row, columns]) => [
      row,
      Object.fromEntries([...columns].map(([column, counts]) => [column, cell(counts)])),
    ])
    console.info(`\n${title}`)
    console.table(Object.fromEntries(rows))
    for (const [index, reason] of this.#reasons.entries()) console.info(`(${index + 1}) ${reason}`)
  }
}
