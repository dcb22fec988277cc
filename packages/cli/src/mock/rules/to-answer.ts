import type { ChatCompletion } from '@chat-completion/core'
import {
  type ChatCompletionFactory,
  chatCompletion,
  errorResponse,
  type Overrides,
  toolCallCompletion,
} from '@chat-completion/fixtures'
import type { MockAnswer } from '@chat-completion/mock'
import { ChatCompletionSchema, safeParseChatCompletion } from '@chat-completion/validators'
import * as v from 'valibot'
import { codecs, formOf } from '../../form.ts'
import type { Complaint, Path } from './complaints.ts'
import { errors, scenarios } from './names.ts'
import type { CallEntry, CompletionEntry, ErrorDetails, ReplyEntry } from './rules-file.ts'

export type Answer = { readonly answer: MockAnswer } | { readonly complaints: readonly Complaint[] }

/**
 * What a rule answers with.
 *
 * @param path Of the reply in its file.
 */
export function toAnswer(reply: ReplyEntry, path: Path): Answer {
  if (typeof reply === 'string') return { answer: reply }
  if (isCompletion(reply)) {
    const whole = safeParseChatCompletion(toWire(reply), { mode: 'strict' })
    return whole.success ? { answer: whole.value } : completed(chatCompletion, reply, path)
  }
  if ('scenario' in reply) {
    const { scenario, with: overrides = {}, seed } = reply
    const factory = seed === undefined ? scenarios[scenario] : scenarios[scenario].seed(seed)
    return completed(factory, overrides, [...path, 'with'])
  }
  if ('error' in reply) {
    return { answer: typeof reply.error === 'string' ? errors[reply.error] : toErrorResponse(reply.error) }
  }
  const calls = 'toolCall' in reply ? [reply.toolCall] : reply.toolCalls
  const message = { ...(reply.content !== undefined && { content: reply.content }), toolCalls: calls.map(toToolCall) }
  return { answer: toolCallCompletion.with({ choices: [{ message }] }) }
}

export function isCompletion(reply: Exclude<ReplyEntry, string>): reply is CompletionEntry {
  return 'choices' in reply
}

function toWire(body: unknown): unknown {
  return formOf('completion', body) === 'domain' ? codecs.completion.toWire(body) : body
}

/** What is said of a completion may not fit into one. */
function completed(base: ChatCompletionFactory, overrides: unknown, path: Path): Answer {
  const wire = toWire(overrides)
  const misfits = (v.safeParse(ChatCompletionSchema, wire).issues ?? []).filter(({ input }) => input !== undefined)
  if (misfits.length > 0) return { complaints: misfits.map((issue) => toComplaint(issue, path)) }
  const factory = base.with(codecs.completion.fromWire(wire) as Overrides<ChatCompletion>)
  const result = safeParseChatCompletion(codecs.completion.toWire(factory.build()), { mode: 'strict' })
  return result.success ? { answer: factory } : { complaints: [{ path, message: result.error.message }] }
}

function toComplaint({ path, expected, received, message }: v.BaseIssue<unknown>, above: Path): Complaint {
  const below = (path ?? []).map(({ key }) => key as string | number)
  return { path: [...above, ...below], message: expected ? `expected ${expected}, received ${received}` : message }
}

function toErrorResponse({ status, ...details }: ErrorDetails): MockAnswer {
  return errorResponse.with({ status, body: { error: details } })
}

function toToolCall({ name, arguments: given = {}, id }: CallEntry) {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return { ...(id !== undefined && { id }), type: 'function' as const, function: { name, arguments: text } }
}
