/** Somebody has pressed Ctrl-C, or the process is asked to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'

  constructor() {
    super('Cannot finish the check: it was interrupted')
  }
}
