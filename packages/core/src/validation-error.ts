import { ChatCompletionError } from './chat-completion-error.ts'

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
  static override readonly mark: string = '@chat-completion/core ValidationError'
  override readonly name: string = 'ValidationError'
  declare readonly code: 'invalid-shape'
  readonly issues: readonly ValidationIssue[]

  constructor(message: string, issues: readonly ValidationIssue[]) {
    super('invalid-shape', message)
    this.issues = issues
  }
}
