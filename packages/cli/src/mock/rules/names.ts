import {
  audioCompletion,
  authError,
  type ChatCompletionFactory,
  cachedCompletion,
  chatCompletion,
  citationCompletion,
  connectionReset,
  contextLengthError,
  customToolCallCompletion,
  duplicateChunk,
  type ErrorResponse,
  type Factory,
  type Fault,
  filteredCompletion,
  functionCallCompletion,
  garbageEvent,
  halfCharacter,
  htmlErrorPage,
  imageCompletion,
  logprobsCompletion,
  manyChoicesCompletion,
  missingDone,
  moderationError,
  parallelToolCallCompletion,
  pricedCompletion,
  rateLimitError,
  reasoningCompletion,
  reasoningContentCompletion,
  reasoningDetailsCompletion,
  refusalCompletion,
  slowFirstToken,
  stalledStream,
  structuredCompletion,
  toolCallCompletion,
  truncatedCompletion,
  truncatedStream,
  upstreamError,
} from '@chat-completion/fixtures'

/** What rules name, with what it stands for: all of the package `@chat-completion/fixtures`. */
export const scenarios: Readonly<Record<ScenarioName, ChatCompletionFactory>> = {
  chatCompletion,
  toolCallCompletion,
  parallelToolCallCompletion,
  customToolCallCompletion,
  functionCallCompletion,
  structuredCompletion,
  refusalCompletion,
  truncatedCompletion,
  filteredCompletion,
  reasoningCompletion,
  reasoningContentCompletion,
  reasoningDetailsCompletion,
  logprobsCompletion,
  manyChoicesCompletion,
  imageCompletion,
  audioCompletion,
  citationCompletion,
  cachedCompletion,
  pricedCompletion,
}

export const errors: Readonly<Record<ErrorName, Factory<ErrorResponse>>> = {
  rateLimitError,
  authError,
  contextLengthError,
  moderationError,
  upstreamError,
  htmlErrorPage,
}

/** By name, with the parameter that is said as a number alone: `stalledStream:3`. */
export const faults: Readonly<Record<FaultName, { make(options: object): Fault; readonly number?: 'after' | 'wait' }>> =
  {
    truncatedStream: { make: truncatedStream, number: 'after' },
    missingDone: { make: missingDone },
    stalledStream: { make: stalledStream, number: 'after' },
    connectionReset: { make: connectionReset, number: 'after' },
    garbageEvent: { make: garbageEvent, number: 'after' },
    duplicateChunk: { make: duplicateChunk, number: 'after' },
    halfCharacter: { make: halfCharacter, number: 'after' },
    slowFirstToken: { make: slowFirstToken, number: 'wait' },
  }

export type ScenarioName =
  | 'chatCompletion'
  | 'toolCallCompletion'
  | 'parallelToolCallCompletion'
  | 'customToolCallCompletion'
  | 'functionCallCompletion'
  | 'structuredCompletion'
  | 'refusalCompletion'
  | 'truncatedCompletion'
  | 'filteredCompletion'
  | 'reasoningCompletion'
  | 'reasoningContentCompletion'
  | 'reasoningDetailsCompletion'
  | 'logprobsCompletion'
  | 'manyChoicesCompletion'
  | 'imageCompletion'
  | 'audioCompletion'
  | 'citationCompletion'
  | 'cachedCompletion'
  | 'pricedCompletion'

export type ErrorName =
  | 'rateLimitError'
  | 'authError'
  | 'contextLengthError'
  | 'moderationError'
  | 'upstreamError'
  | 'htmlErrorPage'

export type FaultName =
  | 'truncatedStream'
  | 'missingDone'
  | 'stalledStream'
  | 'connectionReset'
  | 'garbageEvent'
  | 'duplicateChunk'
  | 'halfCharacter'
  | 'slowFirstToken'
