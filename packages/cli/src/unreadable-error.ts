/** An input that cannot be read to its end. The message is for people and says what to do, where that is known. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'

  constructor(input: string, state: string, options?: ErrorOptions) {
    super(`Cannot read ${input}: ${state}`, options)
  }
}
