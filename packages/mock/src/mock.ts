import { type ChatCompletionCreateParams, ChatCompletionError, ProviderError } from '@chat-completion/core'
import { chatCompletion } from '@chat-completion/fixtures'
import type { AnswerContext, HandlerOptions, Host } from '@chat-completion/http'
import { answered, isLive, type Live, type MockAnswerSource } from './answer.ts'
import type { Conditions } from './condition.ts'
import { endpoint } from './endpoint.ts'
import { type MockFetch, toFetch } from './fetch.ts'
import { pause } from './pause.ts'
import { type RecordedRequest, recorded } from './recorded-request.ts'
import { refusal } from './refusal.ts'
import { checkReplyOptions, type ReplyOptions } from './reply-options.ts'
import { Rule } from './rule.ts'
import { served } from './served.ts'
import { checkLive, toResponse } from './to-response.ts'
import { askedBy, unmatchedMessage } from './unmatched-message.ts'

export interface MockOptions
  extends Pick<ReplyOptions, 'latency' | 'tokensPerSecond' | 'dialect'>,
    Pick<HandlerOptions, 'authorize' | 'cors' | 'mode' | 'models'> {
  /** What a request gets that no rule matches. Without it, it is refused. */
  readonly answer?: MockAnswerSource | undefined
}

/** What a rule answers with. */
export interface Reply {
  /**
   * Adds the rule.
   *
   * @throws {RangeError} A number is out of its range.
   */
  reply(answer: MockAnswerSource, options?: ReplyOptions): Mock
}

/** An endpoint that answers by rules. The first rule that matches a request answers it. */
export interface Mock extends Reply {
  /** Begins a rule. */
  when(conditions: Conditions): Reply
  /** In place of the real `fetch`, in this process: any host, any base URL. */
  readonly fetch: MockFetch
  /** For `serve` of an adapter. */
  readonly handler: (request: Request, host?: Host) => Promise<Response>
  /** All that were well-formed, in the order in which they came. */
  readonly requests: readonly RecordedRequest[]
  /** Those of them that no rule answered. */
  readonly unmatched: readonly RecordedRequest[]
  /** @throws {Error} Requests were not matched, or rules not used. */
  verify(): void
  /** Forgets requests, and what rules have counted. */
  clear(): void
  /** Forgets the rules too. */
  reset(): void
}

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

class RuleMock implements Mock {
  readonly requests: RecordedRequest[] = []
  readonly unmatched: RecordedRequest[] = []
  readonly fetch: MockFetch
  readonly handler: Mock['handler']
  readonly #defaults: ReplyOptions
  readonly #otherwise: Rule | undefined
  #rules: Rule[] = []

  constructor({ answer, latency, tokensPerSecond, dialect, models, ...options }: MockOptions) {
    this.#defaults = { latency, tokensPerSecond, dialect }
    this.#otherwise = answer === undefined ? undefined : new Rule({}, answer, { name: 'answer' })
    checkReplyOptions(this.#defaults)
    const respond = endpoint((params, context) => this.#answer(params, context), {
      models: models ?? [chatCompletion.build().model],
      ...options,
    })
    this.fetch = toFetch(respond)
    this.handler = async (request, host) => served(await respond(request, host))
  }

  when(conditions: Conditions): Reply {
    return { reply: (answer, options) => this.#add(conditions, answer, options) }
  }

  reply(answer: MockAnswerSource, options?: ReplyOptions): Mock {
    return this.#add({}, answer, options)
  }

  #add(conditions: Conditions, answer: MockAnswerSource, options: ReplyOptions = {}): Mock {
    this.#rules.push(new Rule(conditions, answer, options))
    return this
  }

  verify(): void {
    const complaints = [
      ...this.unmatched.map(({ params }) => `no rule matched ${askedBy(params)}`),
      ...this.#rules.flatMap(({ pending }) => (pending === undefined ? [] : `rule ${pending}`)),
    ]
    if (complaints.length > 0) throw new Error(['Cannot verify the mock:', ...complaints].join('\n- '))
  }

  clear(): void {
    this.requests.length = 0
    this.unmatched.length = 0
    for (const rule of this.#rules) rule.clear()
    this.#otherwise?.clear()
  }

  reset(): void {
    this.clear()
    this.#rules = []
  }

  async #answer(params: ChatCompletionCreateParams, context: AnswerContext): Promise<Response | Live> {
    try {
      return await this.#give(params, context)
    } catch (cause) {
      if (cause instanceof ChatCompletionError || context.signal.aborted) throw cause
      // `createHandler` tells nobody what went wrong; whoever writes a test wants to know.
      throw new ProviderError(`Cannot answer ${askedBy(params)}: ${cause}`, { status: 500 }, { cause })
    }
  }

  async #give(params: ChatCompletionCreateParams, context: AnswerContext): Promise<Response | Live> {
    const { request, signal } = context
    // Every rule counts the request, whichever answers it.
    const misses = this.#rules.map((rule) => rule.miss(params, request))
    const rule = this.#rules[misses.indexOf(undefined)] ?? this.#otherwise
    const entry = recorded(params, request, rule?.name)
    this.requests.push(entry)
    if (!rule) {
      this.unmatched.push(entry)
      return refusal(
        'unmatched_request',
        unmatchedMessage(
          params,
          misses.filter((miss) => miss !== undefined),
        ),
      )
    }
    const call = rule.take()
    const options = { ...this.#defaults, ...rule.options }
    if (options.latency) await pause(options.latency, signal)
    const answer = await answered(rule.answer, params, { ...context, call })
    if (!isLive(answer)) return toResponse(answer, { params, signal, call }, options)
    checkLive(rule.options)
    return answer
  }
}
