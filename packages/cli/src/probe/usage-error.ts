/** What was asked for cannot be done, or not so. The message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
