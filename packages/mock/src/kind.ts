import type { ChatCompletion, ChatCompletionChunk } from '@chat-completion/core'
import type { ErrorResponse } from '@chat-completion/fixtures'
import type { Live } from './answer.ts'

/** What a request can be answered with, once a factory has made it, by its kind. */
interface Kinds {
  readonly text: string
  readonly completion: ChatCompletion
  readonly chunks: readonly ChatCompletionChunk[]
  readonly error: ErrorResponse
  readonly response: Response
  readonly live: Live
}

export type Kind = keyof Kinds

/** An answer with its kind. */
export type Given = { readonly [Name in Kind]: { readonly kind: Name; readonly answer: Kinds[Name] } }[Kind]

/** @throws {TypeError} It is of no kind. */
export function givenOf(answer: unknown): Given {
  const kind = kindOf(answer)
  if (kind !== undefined) return { kind, answer } as Given
  const expected = 'a text, a completion, an error, chunks, a response, a factory, or a function that gives one'
  throw new TypeError(`Cannot answer with ${shown(answer)}: expected ${expected}`)
}

function kindOf(answer: unknown): Kind | undefined {
  if (typeof answer === 'string') return 'text'
  if (typeof answer !== 'object' || answer === null) return undefined
  if (isResponse(answer)) return 'response'
  // A list that is not of chunks alone counts as one that comes piece by piece.
  if (Array.isArray(answer) && answer.every(isChunk)) return 'chunks'
  if (Symbol.iterator in answer || Symbol.asyncIterator in answer) return 'live'
  if (Array.isArray(Object(answer).choices)) return 'completion'
  return 'status' in answer && 'body' in answer ? 'error' : undefined
}

/** Also one of another realm. */
export function isResponse(answer: unknown): answer is Response {
  return typeof Object(Object(answer).headers).get === 'function'
}

function isChunk(part: unknown): boolean {
  return Object(part).object === 'chat.completion.chunk'
}

function shown(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return String(answer)
  return `an object of ${Object.keys(answer).slice(0, 9).join(', ') || 'nothing'}`
}
