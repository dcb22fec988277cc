/** Tells apart requests that are alike: the second of a name is another cassette. */
export class CassetteNames {
  readonly #counts = new Map<string, number>()

  next(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return `${name}${count === 1 ? '' : `-${count}`}.json`
  }
}
