/** Why the mock cannot run, or its rules cannot be used: a line for each reason, for people. */
export class TroubleError extends Error {
  override readonly name = 'TroubleError'
  readonly #lines: readonly string[]

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options)
    this.#lines = lines
  }

  toText(): string {
    return this.#lines.map((line) => `error: ${line}\n`).join('')
  }
}
