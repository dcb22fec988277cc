import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from '@chat-completion/core'
import {
  type Fault,
  type StreamStep,
  toEvents,
  toResponse as toFixtureResponse,
  toStreamResponse,
} from '@chat-completion/fixtures'
import { accumulate } from '@chat-completion/stream'
import { isResponse, type MockAnswer } from './answer.ts'
import { paced } from './paced.ts'
import { pause, stall } from './pause.ts'
import type { ReplyOptions } from './reply-options.ts'
import { completionOf, suited } from './suited.ts'

/** Who is answered, and the how-manieth by this rule. */
export interface Asked {
  readonly params: ChatCompletionCreateParams
  readonly signal: AbortSignal
  readonly call: number
}

/** The response to a request, with the faults it is to have; `Response.error()` where the connection breaks before it. */
export async function toResponse(answer: MockAnswer, asked: Asked, options: ReplyOptions): Promise<Response> {
  if (isResponse(answer)) return answer
  const { params, call } = asked
  const made = typeof answer === 'object' && 'buildList' in answer ? answer.buildList(call)[call - 1] : answer
  if (made === undefined) throw new TypeError(`Cannot answer: the factory gives no ${call} items`)
  const fixture = typeof made === 'string' ? completionOf(made, call, params) : made
  if ('status' in fixture) return toFixtureResponse(fixture, options)
  const source = 'choices' in fixture ? suited(fixture, params) : fixture
  return params.stream ? streamed(source, params, options) : whole(source, asked, options)
}

type Source = ChatCompletion | readonly ChatCompletionChunk[]

function streamed(source: Source, params: ChatCompletionCreateParams, options: ReplyOptions): Response {
  const { fault, tokensPerSecond, ...rest } = options
  const played: Fault = (steps) => {
    const faulty = fault?.(steps) ?? [...steps]
    return tokensPerSecond === undefined ? faulty : paced(faulty, tokensPerSecond)
  }
  if (!('choices' in source)) {
    // What a dialect would change is told already.
    const { dialect: _, ...plain } = rest
    return begins(source, { ...plain, fault: played })
  }
  // A dialect knows when its provider sends the usage; others send it to whom asks for it.
  const isUsageWanted = rest.dialect !== undefined || params.streamOptions?.includeUsage === true
  return begins(isUsageWanted ? source : withoutUsage(source), { ...rest, fault: played })
}

/** A stream, if the connection lasts until then. */
function begins(source: Source, options: ReplyOptions & { readonly fault: Fault }): Response {
  const [first] = options.fault(toEvents(source, options))
  return endOf(first) === 'reset' ? Response.error() : toStreamResponse(source, options)
}

async function whole(source: Source, { signal }: Asked, options: ReplyOptions): Promise<Response> {
  const completion = 'choices' in source ? source : accumulate(source).completion
  const { fault, tokensPerSecond } = options
  const steps = fault?.(toEvents(completion)) ?? []
  const speaking = tokensPerSecond === undefined ? 0 : (completion.usage?.completionTokens ?? 0) / tokensPerSecond
  const waiting = speaking * 1000 + steps.reduce((sum, step) => sum + waitOf(step), 0)
  if (waiting > 0) await pause(waiting, signal)
  const end = endOf(steps.at(-1))
  if (end === 'stall') await stall(signal)
  return end === 'reset' ? Response.error() : toFixtureResponse(completion, options)
}

function withoutUsage({ usage: _, ...completion }: ChatCompletion): ChatCompletion {
  return completion
}

function waitOf(step: StreamStep): number {
  return typeof step === 'object' && 'wait' in step ? step.wait : 0
}

function endOf(step: StreamStep | undefined): string | undefined {
  return typeof step === 'object' && 'end' in step ? step.end : undefined
}

/** Options of a rule that are for answers of which all is known. */
const needsAll = ['fault', 'dialect', 'by', 'cut', 'lineEnd', 'comments', 'done', 'last', 'status', 'headers'] as const

/** @throws {TypeError} The options of its rule would need all of it. */
export function checkLive(options: ReplyOptions): void {
  const option = needsAll.find((name) => options[name] !== undefined)
  if (option === undefined) return
  throw new TypeError(`Cannot give "${option}" to an answer that comes piece by piece: return a completion or chunks`)
}
