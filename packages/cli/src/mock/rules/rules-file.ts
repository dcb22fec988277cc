import type { DialectName } from '../dialect-name.ts'
import type { ErrorName, FaultName, ScenarioName } from './names.ts'

/** A file of rules, as it is written. */
export interface RulesFile {
  /** For editors. */
  readonly $schema?: string
  /** The first that matches a request answers it. */
  readonly rules: readonly RuleEntry[]
}

export interface RuleEntry {
  readonly when?: WhenEntry
  readonly reply: ReplyEntry
  readonly name?: string
  readonly times?: number
  readonly latency?: number
  readonly tokensPerSecond?: number
  readonly dialect?: DialectName
  readonly fault?: FaultEntry | readonly FaultEntry[]
  readonly by?: 'word' | 'character' | number
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A text between slashes is a regular expression. */
export interface WhenEntry {
  readonly text?: string
  readonly model?: string
  readonly tool?: string
  readonly toolResult?: boolean | string
  readonly call?: number
}

export type ReplyEntry = string | ScenarioEntry | ErrorEntry | ToolCallEntry | ToolCallsEntry | CompletionEntry

interface ScenarioEntry {
  readonly scenario: ScenarioName
  readonly with?: Readonly<Record<string, unknown>>
  readonly seed?: number
}

interface ErrorEntry {
  readonly error: ErrorName | ErrorDetails
}

export interface ErrorDetails {
  readonly status: number
  readonly message: string
  readonly type?: string
  readonly code?: string | number
  readonly param?: string
}

interface ToolCallEntry {
  readonly toolCall: CallEntry
  readonly content?: string
}

interface ToolCallsEntry {
  readonly toolCalls: readonly CallEntry[]
  readonly content?: string
}

export interface CallEntry {
  readonly name: string
  /** As JSON, or as the text that the model wrote. */
  readonly arguments?: string | Readonly<Record<string, unknown>>
  readonly id?: string
}

/** A completion, in wire or domain form, or some of one. */
export interface CompletionEntry {
  readonly choices: readonly Readonly<Record<string, unknown>>[]
  readonly [key: string]: unknown
}

export type FaultEntry = FaultName | { readonly [Name in FaultName]?: Readonly<Record<string, unknown>> }
