import type { ChatCompletionCreateParams } from '@chat-completion/core'
import { ProviderError } from '@chat-completion/core'
import { chatCompletion } from '@chat-completion/fixtures'
import type { AnswerContext, AnswerPart } from '@chat-completion/http'
import type { MockAnswerSource } from './answer.ts'
import type { Conditions } from './condition.ts'
import { endpoint } from './endpoint.ts'
import { failedAnswer } from './failed-answer.ts'
import { type MockFetch, toFetch } from './fetch.ts'
import { givenOf, isResponse } from './kind.ts'
import { guarded } from './live.ts'
import type { Mock, MockOptions, Reply } from './mock.ts'
import { pause } from './pause.ts'
import { type RecordedRequest, recorded } from './recorded-request.ts'
import { refusal } from './refusal.ts'
import { checkReplyOptions, type ReplyOptions } from './reply-options.ts'
import { nameOf, Rule } from './rule.ts'
import { served } from './served.ts'
import { suitedOptions } from './suited-options.ts'
import { toResponse } from './to-response.ts'
import { askedBy, unmatchedMessage } from './unmatched-message.ts'

/**
 * Makes an OpenAI-compatible endpoint for tests. It checks requests as a real one does, streams where the client asks for it, and is
 * strict: a request that no rule matches gets an error with status 404, which no client tries again, and which says what was asked.
 *
 * @example
 * ```ts
 * import { toolCallCompletion } from '@chat-completion/fixtures'
 * import { createMock } from '@chat-completion/mock'
 * import OpenAI from 'openai'
 *
 * const mock = createMock()
 * mock.when({ tool: 'get_weather', toolResult: false }).reply(toolCallCompletion)
 * mock.when({ text: 'France' }).reply('Paris')
 *
 * const openai = new OpenAI({ apiKey: 'test', fetch: mock.fetch })
 * const { choices } = await openai.chat.completions.create({
 *   model: 'gpt-5',
 *   messages: [{ role: 'user', content: 'The capital of France?' }],
 * })
 * choices[0]?.message.content
 * //=> 'Paris'
 * ```
 */
export function createMock(options: MockOptions = {}): Mock {
  return new RuleMock(options)
}

/** What is public is bound: it works taken apart, too. */
class RuleMock implements Mock {
  readonly requests: RecordedRequest[] = []
  readonly unmatched: RecordedRequest[] = []
  readonly fetch: MockFetch
  readonly handler: Mock['handler']
  readonly #defaults: ReplyOptions
  readonly #otherwise: Rule | undefined
  /** What was refused, or failed by a mistake. */
  readonly #refused: string[] = []
  /** Conditions without a reply. */
  readonly #begun = new Set<Conditions>()
  #rules: Rule[] = []

  constructor({ answer, latency, tokensPerSecond, dialect, models, ...options }: MockOptions) {
    this.#defaults = { latency, tokensPerSecond, dialect }
    this.#otherwise = answer === undefined ? undefined : new Rule({}, answer, { name: 'answer' })
    checkReplyOptions(this.#defaults)
    const respond = endpoint((params, context) => this.#answer(params, context), {
      models: models ?? [chatCompletion.build().model],
      ...options,
      onRefused: ({ method, url }, message) => this.#refused.push(`${method} ${new URL(url).pathname}: ${message}`),
    })
    this.fetch = toFetch(respond)
    this.handler = async (request, host) => served(await respond(request, host))
  }

  readonly when = (conditions: Conditions): Reply => {
    const begun = { ...conditions }
    nameOf(begun)
    this.#begun.add(begun)
    return {
      reply: (answer, options) => {
        this.#add(begun, answer, options)
        this.#begun.delete(begun)
        return this
      },
    }
  }

  readonly reply = (answer: MockAnswerSource, options?: ReplyOptions): Mock => {
    this.#add({}, answer, options)
    return this
  }

  readonly verify = (): void => {
    const complaints = [
      ...this.unmatched.map(({ params }) => `no rule matched ${askedBy(params)}`),
      ...this.#refused,
      ...this.#rules.flatMap(({ pending }) => (pending === undefined ? [] : `rule ${pending}`)),
      ...Array.from(this.#begun, (conditions) => `rule (${nameOf(conditions)}): no reply`),
    ]
    if (complaints.length > 0) throw new Error(['Cannot verify the mock:', ...complaints].join('\n- '))
  }

  readonly clear = (): void => {
    for (const list of [this.requests, this.unmatched, this.#refused]) list.length = 0
    for (const rule of this.#rules) rule.clear()
    this.#otherwise?.clear()
  }

  readonly reset = (): void => {
    this.clear()
    this.#rules = []
    this.#begun.clear()
  }

  #add(conditions: Conditions, answer: MockAnswerSource, options: ReplyOptions = {}): void {
    this.#rules.push(new Rule(conditions, answer, options))
  }

  async #answer(
    params: ChatCompletionCreateParams,
    context: AnswerContext,
  ): Promise<Response | AsyncIterable<AnswerPart>> {
    const fail = (cause: unknown): Error => {
      const isMeant = cause instanceof ProviderError || context.signal.aborted
      return isMeant ? (cause as Error) : failedAnswer(`Cannot answer ${askedBy(params)}`, cause)
    }
    try {
      return await this.#give(params, context, fail)
    } catch (cause) {
      throw fail(cause)
    }
  }

  async #give(
    params: ChatCompletionCreateParams,
    context: AnswerContext,
    fail: (cause: unknown) => Error,
  ): Promise<Response | AsyncIterable<AnswerPart>> {
    const { request, signal } = context
    const entry: { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] } = recorded(params, request)
    this.requests.push(entry)
    // Every rule counts the request, whichever answers it.
    const misses = this.#rules.map((rule) => rule.miss(params, request))
    const rule = this.#rules[misses.indexOf(undefined)] ?? this.#otherwise
    if (!rule) {
      this.unmatched.push(entry)
      const missed = misses.filter((miss) => miss !== undefined)
      return refusal('unmatched_request', unmatchedMessage(params, missed))
    }
    entry.matched = rule.name
    const call = rule.take()
    const { latency = this.#defaults.latency ?? 0 } = rule.options
    if (latency > 0) await pause(latency, signal)
    const given = givenOf(rule.itemOf(await answerOf(rule.answer, params, { ...context, call })))
    const options = suitedOptions(given.kind, rule.options, this.#defaults)
    if (given.kind === 'live') return guarded(given.answer, fail)
    return toResponse(given, { params, signal, call }, options)
  }
}

/** What a function gave, or what was given in its place: of a response, a copy each time. */
async function answerOf(
  source: MockAnswerSource,
  ...parameters: Parameters<Extract<MockAnswerSource, (...parameters: never[]) => unknown>>
): Promise<unknown> {
  if (typeof source === 'function') return source(...parameters)
  return isResponse(source) ? source.clone() : source
}
