import { ChatCompletionError, ValidationError } from '@chat-completion/core'
import { safeParseChatCompletion, safeParseChatCompletionChunk } from '@chat-completion/validators'
import { failed, type Outcome, skipped } from './check.ts'
import type { Exchange } from './exchange.ts'
import { at, listAt, textAt } from './json.ts'

/** Why an exchange is no answer; undefined where it is one. */
export function refusalOf(exchange: Exchange): Outcome | undefined {
  if (exchange.status === 429) return skipped('the endpoint is busy: it keeps answering with status 429')
  if (exchange.status === 200 && (exchange.end === 'close' || exchange.end === 'left')) return undefined
  return failed(exchange.state, exchange)
}

/** Why an exchange is no completion; undefined where it is one. */
export function flawOf(exchange: Exchange): Outcome | undefined {
  const refusal = refusalOf(exchange)
  if (refusal) return refusal
  if (exchange.json === undefined) return failed('the body is not JSON', exchange)
  const result = safeParseChatCompletion(exchange.json)
  if (!result.success) return failed(messageOf(result.error), exchange)
  return result.value.choices.length === 0 ? failed('there is no choice', exchange) : undefined
}

/** The same, where the request asks for something that an endpoint may refuse, and says so. */
export function flawUnlessRefused(exchange: Exchange, what: string): Outcome | undefined {
  const { status = 0 } = exchange
  const isRefused = [400, 404, 422, 501].includes(status) && messageIn(exchange) !== ''
  return isRefused ? skipped(`${what} is refused: ${messageIn(exchange)}`) : flawOf(exchange)
}

/** What an error body says, in whatever envelope. */
export function messageIn({ json }: Exchange): string {
  const places = [['error', 'message'], ['error'], ['message'], ['detail']]
  return places.map((place) => textAt(json, ...place)).find((text) => text !== '') ?? ''
}

export function choiceOf(exchange: Exchange): unknown {
  return at(exchange.json, 'choices', 0)
}

export function contentOf(exchange: Exchange): string {
  return textAt(choiceOf(exchange), 'message', 'content')
}

/** The model had no room left to say anything: reasoning takes of the same tokens. */
export function isCut(exchange: Exchange): boolean {
  return at(choiceOf(exchange), 'finish_reason') === 'length'
}

/** A place where something is not what the contract says. */
export interface Deviation {
  readonly path: readonly (string | number)[]
  readonly message: string
}

export function deviationsOf(completion: unknown): readonly Deviation[] {
  return deviationsIn(safeParseChatCompletion(completion, { mode: 'strict' }))
}

export function chunkDeviationsOf(chunk: unknown): readonly Deviation[] {
  return deviationsIn(safeParseChatCompletionChunk(chunk, { mode: 'strict' }))
}

function deviationsIn(
  result: { success: true } | { success: false; error: ChatCompletionError },
): readonly Deviation[] {
  if (result.success) return []
  const { error } = result
  return error instanceof ValidationError ? error.issues : [{ path: [], message: messageOf(error) }]
}

function messageOf(error: unknown): string {
  return error instanceof ChatCompletionError ? error.message : String(error)
}

/** The calls of tools in an answer. */
export function callsOf(exchange: Exchange): readonly unknown[] {
  return listAt(choiceOf(exchange), 'message', 'tool_calls')
}

/** A call that the model wrote and the endpoint did not recognise. */
export function hasUnreadCall(content: string): boolean {
  return /<tool_call|<\|tool|\[TOOL_CALLS\]|<function=|"name"\s*:\s*"get_weather"/.test(content)
}
