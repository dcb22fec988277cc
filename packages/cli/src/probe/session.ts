import type { Fetch } from '@chat-completion/http'
import type { Exchange, Sent } from './exchange.ts'
import { Interrupted, pause } from './interrupted.ts'
import { send } from './send.ts'
import { type Target, urlOf } from './target.ts'

export interface SessionOptions {
  readonly target: Target
  readonly fetch: Fetch
  /** Of each request, in milliseconds. */
  readonly timeout: number
  readonly maxTokens: number
  readonly signal: AbortSignal
}

/** How a request differs from the others. */
export interface RequestOptions {
  readonly leaveAfter?: number
  readonly leaveAtFirstPiece?: boolean
  /** In place of the key. */
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a question may say besides its text. */
export type Body = Readonly<Record<string, unknown>>

const maxTries = 3
/** How long all waits for a busy endpoint may take together, in milliseconds. */
const maxPatience = 60_000

/** The requests of a run and their answers, which checks share. */
export class Session {
  readonly target: Target
  /** Set once it is known. */
  model = ''
  /** What limits an answer, and under which name: not every model takes every name. */
  settings: Body
  readonly exchanges: Exchange[] = []
  readonly #options: SessionOptions
  readonly #asked = new Map<string, Promise<Exchange>>()
  #patience = maxPatience

  constructor(options: SessionOptions) {
    this.#options = options
    this.target = options.target
    this.settings = { temperature: 0, max_tokens: options.maxTokens }
  }

  /** Asks once, whoever wants the answer. */
  once(name: string, ask: () => Promise<Exchange>): Promise<Exchange> {
    const asked = this.#asked.get(name) ?? ask()
    this.#asked.set(name, asked)
    return asked
  }

  /** Undefined where nobody has asked. */
  async answerTo(name: string): Promise<Exchange | undefined> {
    return this.#asked.get(name)
  }

  /** What was asked another way than the endpoint takes is asked again. */
  forget(name: string): void {
    this.#asked.delete(name)
  }

  /** Asks the model something. */
  chat(question: string, body: Body = {}, options: RequestOptions = {}): Promise<Exchange> {
    return this.post({ ...this.chatBody(question), ...body }, options)
  }

  chatBody(question: string): Body {
    return { model: this.model, messages: [{ role: 'user', content: question }], ...this.settings }
  }

  /** @param body JSON, or its text. */
  post(body: Body | string, options: RequestOptions = {}): Promise<Exchange> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.request('POST', 'chat/completions', { ...options, body: text })
  }

  /**
   * Sends a request; one that the endpoint is too busy for, again.
   *
   * @throws {Interrupted} Nobody waits any longer.
   */
  async request(method: string, path: string, options: RequestOptions & { body?: string } = {}): Promise<Exchange> {
    const { body, headers = {}, key } = options
    const sent: Sent = {
      method,
      url: urlOf(this.target, path),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        accept: 'application/json, text/event-stream',
        ...this.target.headers,
        ...headers,
        ...(key !== undefined && this.#keyHeader(key)),
      },
      ...(body !== undefined && { body }),
    }
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await this.#send(sent, options)
      if (exchange.status !== 429 || attempt === maxTries || key !== undefined) return exchange
      const wait = Math.min(waitOf(exchange), this.#patience)
      this.#patience -= wait
      if (wait > 0) await pause(wait, this.#options.signal)
      else if (this.#patience <= 0) return exchange
    }
  }

  async #send(sent: Sent, { leaveAfter, leaveAtFirstPiece, key }: RequestOptions): Promise<Exchange> {
    const { fetch, timeout, signal } = this.#options
    // Another key is no secret: it is among the headers that are sent.
    const own = key === undefined && this.target.key ? this.#keyHeader(this.target.key.value) : {}
    const secretHeaders = { ...this.target.secretHeaders, ...own }
    const exchange = await send(fetch, sent, { timeout, signal, secretHeaders, leaveAfter, leaveAtFirstPiece })
    if (signal.aborted) throw new Interrupted()
    this.exchanges.push(exchange)
    return exchange
  }

  #keyHeader(key: string): Record<string, string> {
    const { name, scheme } = this.target.keyHeader
    return { [name]: `${scheme}${key}` }
  }
}

/** As the endpoint asks for, at most 20 seconds; a second by default. */
function waitOf({ headers }: Exchange): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 20) * 1000 : 1000
}
