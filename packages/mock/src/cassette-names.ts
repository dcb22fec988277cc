/** Tells apart requests that are alike, in their order: the second of a name is another cassette. */
export class CassetteNames {
  readonly #counts = new Map<string, Promise<number>>()

  /** @param isAnswered Whether it counts: a request that gets no response has no cassette. */
  async next(name: string, isAnswered: boolean | Promise<boolean> = true): Promise<string> {
    const before = this.#counts.get(name)
    const counting = Promise.all([before ?? 0, isAnswered]).then(([count, counts]) => count + Number(counts))
    this.#counts.set(name, counting)
    const count = await counting
    return `${name}${count <= 1 ? '' : `-${count}`}.json`
  }
}
