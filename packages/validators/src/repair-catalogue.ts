/** Stable: a code keeps its meaning, and a new one is a minor change. */
export type RepairCode =
  | 'arguments-as-json'
  | 'arguments-from-parameters'
  | 'content-as-json'
  | 'cost-object'
  | 'delta-from-message'
  | 'domain-key'
  | 'dropped-usage'
  | 'dropped-value'
  | 'error-envelope'
  | 'invalid-choice'
  | 'message-from-delta'
  | 'missing-arguments'
  | 'missing-choices'
  | 'missing-content'
  | 'missing-created'
  | 'missing-delta'
  | 'missing-error-message'
  | 'missing-finish-reason'
  | 'missing-id'
  | 'missing-index'
  | 'missing-message'
  | 'missing-model'
  | 'missing-tool-name'
  | 'nested-completion'
  | 'number-from-string'
  | 'reserved-key'
  | 'string-from-number'
  | 'token-count'
  | 'tool-call-id'
  | 'tool-call-type'
  | 'unknown-key'
  | 'wrong-object'
  | 'wrong-role'

/** One rule of tolerant parsing. */
export interface RepairRule {
  readonly code: RepairCode
  /** What is changed, and into what. */
  readonly what: string
  /** Why that is right. */
  readonly why: string
  /** A value may be lost from the result; it is still in the repair's `received`. */
  readonly drops: boolean
  /** Who is known to need it; none where it guards against anybody. */
  readonly providers: readonly string[]
  /** Public issues, or recordings by where their suite keeps them. */
  readonly sources: readonly string[]
}

const _recorded = 'recorded answers'

/** Every rule, by code. */
export const repairCatalogue: readonly RepairRule[] = []
