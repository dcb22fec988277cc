import { ChatCompletionError, isInstance, markAs } from './chat-completion-error.ts'

/** One place where a value is not what the contract says. */
export interface ValidationIssue {
  /** Keys and indices from the root, in the spelling of the wire. */
  readonly path: readonly (string | number)[]
  readonly expected: string
  /** A short form of what is there; `undefined` where the key is absent. */
  readonly received: string
  readonly message: string
}

/** A body that is not what the contract says, with every place named. */
export class ValidationError extends ChatCompletionError {
  override readonly name = 'ValidationError'
  declare readonly code: 'invalid-shape'
  readonly issues: readonly ValidationIssue[]

  constructor(message: string, issues: readonly ValidationIssue[]) {
    super('invalid-shape', message)
    this.issues = issues
    markAs(this, 'ValidationError')
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, ValidationError, 'ValidationError', value)
  }
}
