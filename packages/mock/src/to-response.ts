import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from '@chat-completion/core'
import {
  type Dialect,
  type StreamStep,
  toEvents,
  toResponse as toFixtureResponse,
  toStreamResponse,
} from '@chat-completion/fixtures'
import { accumulate } from '@chat-completion/stream'
import type { Given } from './kind.ts'
import { paced, tokensIn } from './paced.ts'
import { pause, stall } from './pause.ts'
import type { ReplyOptions } from './reply-options.ts'
import { completionOf, suited } from './suited.ts'

/** Who is answered, and which time by this rule, from 1. */
export interface Asked {
  readonly params: ChatCompletionCreateParams
  readonly signal: AbortSignal
  readonly call: number
}

/** The response to a request, with the faults it is to have; `Response.error()` where the connection breaks before it. */
export async function toResponse(
  { kind, answer }: Exclude<Given, { kind: 'live' }>,
  asked: Asked,
  options: ReplyOptions,
): Promise<Response> {
  const { params, call } = asked
  if (kind === 'response') return once(answer)
  if (kind === 'error') return toFixtureResponse(answer, options)
  if (kind === 'chunks') return params.stream ? streamed(answer, options) : whole(gathered(answer), asked, options)
  const completion = suited(kind === 'text' ? completionOf(answer, call, params) : answer, params)
  return params.stream ? streamedCompletion(completion, params, options) : whole(completion, asked, options)
}

const sent = new WeakSet<Response>()

function once(response: Response): Response {
  if (response.body && (response.bodyUsed || sent.has(response))) {
    throw new TypeError('Cannot send a response twice, for its body is read once: make one for each request')
  }
  sent.add(response)
  return response
}

function gathered(chunks: readonly ChatCompletionChunk[]): ChatCompletion {
  const { status, completion, error } = accumulate(chunks)
  if (status === 'failed') throw error
  return completion
}

/** Where a provider tells the usage of a stream only to whom asks for it, nobody else hears of it. */
function streamedCompletion(
  completion: ChatCompletion,
  { streamOptions }: ChatCompletionCreateParams,
  { dialect, ...options }: ReplyOptions,
): Response {
  const isToldAnyway = dialect !== undefined && dialect.framing.usageOnRequest !== true
  if (streamOptions?.includeUsage === true || isToldAnyway) return streamed(completion, { ...options, dialect })
  const { usage: _, ...rest } = completion
  return streamed(rest, { ...options, dialect: dialect && withoutUsage(dialect) })
}

/** Also without the null that would say that it comes. */
function withoutUsage(dialect: Dialect): Dialect {
  const toWireChunks: Dialect['toWireChunks'] = (completion, options) =>
    dialect.toWireChunks(completion, options).map(({ usage: _, ...chunk }) => chunk)
  return { ...dialect, toWireChunks }
}

/** A stream, if the connection lasts until its first event. */
function streamed(source: ChatCompletion | readonly ChatCompletionChunk[], options: ReplyOptions): Response {
  const { fault, tokensPerSecond, cut, lineEnd, status, headers } = options
  const faulty = broken(toEvents(source, options), fault)
  const steps = tokensPerSecond === undefined ? [...faulty] : paced(faulty, tokensPerSecond)
  if (endOf(steps.find((step) => !isComment(step))) === 'reset') return Response.error()
  return toStreamResponse([], { cut, lineEnd, status, headers, done: false, fault: () => steps })
}

async function whole(completion: ChatCompletion, { signal }: Asked, options: ReplyOptions): Promise<Response> {
  const { fault, tokensPerSecond } = options
  const events = toEvents(completion)
  const steps = untilEnd(broken(events, fault))
  const tokens = completion.usage?.completionTokens ?? tokensIn(events)
  const speaking = tokensPerSecond === undefined ? 0 : (tokens / tokensPerSecond) * 1000
  const waiting = steps.reduce((sum, step) => sum + waitOf(step), speaking)
  if (waiting > 0) await pause(waiting, signal)
  const end = endOf(steps.at(-1))
  if (end === 'stall') await stall(signal)
  return end === 'reset' ? Response.error() : toFixtureResponse(completion, options)
}

/** What the faults leave of it, each of what the one before it leaves. */
function broken(events: readonly StreamStep[], fault: ReplyOptions['fault'] = []): readonly StreamStep[] {
  const faults = typeof fault === 'function' ? [fault] : fault
  return faults.reduce((left, each) => each(left), events)
}

/** What later faults add to it is not played. */
function untilEnd(steps: readonly StreamStep[]): readonly StreamStep[] {
  const at = steps.findIndex((step) => endOf(step) !== undefined)
  return at === -1 ? steps : steps.slice(0, at + 1)
}

function waitOf(step: StreamStep): number {
  return typeof step === 'object' && 'wait' in step ? step.wait : 0
}

function endOf(step: StreamStep | undefined): string | undefined {
  return typeof step === 'object' && 'end' in step ? step.end : undefined
}

function isComment(step: StreamStep): boolean {
  return typeof step === 'string' && step.startsWith(':')
}
