import { type ChatCompletionCreateParams, ChatCompletionError, completionToWire } from '@chat-completion/core'
import { maxTimer, within } from '../timer.ts'
import type { Answer, AnswerFunction } from './answer.ts'
import { ChunkMaker } from './chunk-maker.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { type EventStreamOwner, eventStream } from './event-stream.ts'
import { type Failure, failureOf, RequestError } from './failure.ts'
import { gather } from './gather.ts'
import type { Host } from './handler.ts'
import type { HandlerOptions } from './handler-options.ts'
import { modelsBody } from './models.ts'
import { newId } from './new-id.ts'
import { isResponse, Parts } from './parts.ts'
import { readParams } from './request-body.ts'
import { isEventStream } from './response-parts.ts'

const defaultMaxBodySize = 32 * 1024 * 1024
const defaultKeepAlive = 10_000

/** Proxies hold nothing back, compress nothing, keep nothing. */
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'content-encoding': 'identity',
  'x-accel-buffering': 'no',
}

/** A request on its way to its response. */
export class Exchange<Env> implements EventStreamOwner {
  readonly #answer: AnswerFunction<Env>
  readonly #options: HandlerOptions<Env>
  readonly #request: Request
  readonly #host: Host<Env>
  readonly #Response: NonNullable<Host['Response']>
  readonly #requestId: string
  readonly #headers: Readonly<Record<string, string>>
  /** Aborted when nobody waits for the answer any longer. */
  readonly #stop = new AbortController()
  #parts: Parts | undefined
  /** The answer is a response of its own, and its end is not seen here. */
  #isPassed = false

  constructor(answer: AnswerFunction<Env>, options: HandlerOptions<Env>, request: Request, host: Host<Env>) {
    this.#answer = answer
    this.#options = options
    this.#request = request
    this.#host = host
    this.#Response = host.Response ?? Response
    this.#requestId = requestIdOf(request)
    const { cors = false } = options
    this.#headers = {
      'x-request-id': this.#requestId,
      ...(cors !== false && corsHeaders(request, cors === true ? {} : cors)),
    }
  }

  async respond(): Promise<Response> {
    try {
      return await this.#route()
    } catch (error) {
      const { status, headers, ...rest } = this.report(error)
      return this.#json({ error: rest }, status, headers)
    }
  }

  async #route(): Promise<Response> {
    const { method, url } = this.#request
    const { basePath = '/v1', cors = false, models = [] } = this.#options
    const { pathname } = new URL(url)
    const base = `${basePath.replace(/\/+$/, '')}/`
    const path = pathname.startsWith(base) ? pathname.slice(base.length).replace(/\/$/, '') : ''
    const isChat = path === 'chat/completions'
    if (!isChat && !/^models(?:\/|$)/.test(path)) {
      throw new RequestError(404, `Cannot find ${pathname.slice(0, 200)}`, { code: 'unknown_url' })
    }
    if (method === 'OPTIONS' && cors !== false) {
      return new this.#Response(null, {
        status: 204,
        headers: { ...this.#headers, ...preflightHeaders(this.#request) },
      })
    }
    const allow = isChat ? 'POST' : 'GET'
    if (method !== allow) {
      throw new RequestError(405, `Cannot ${method} ${pathname.slice(0, 200)}: ${allow} it`, { headers: { allow } })
    }
    await this.#authorize()
    if (!isChat) return this.#json(modelsBody(models, path.slice('models/'.length) || undefined))
    const params = await readParams(this.#request, this.#options.maxBodySize ?? defaultMaxBodySize, this.#options)
    return params.stream ? this.#stream(params) : this.#whole(params)
  }

  async #authorize(): Promise<void> {
    const { authorize } = this.#options
    if (!authorize) return
    const key = /^Bearer +(\S+) *$/i.exec(this.#request.headers.get('authorization') ?? '')?.[1]
    if (await authorize(key, { request: this.#request, env: this.#host.env as Env })) return
    const state = key === undefined ? 'send an API key as "Authorization: Bearer …"' : 'the API key is not valid'
    const headers = { 'www-authenticate': 'Bearer' }
    throw new RequestError(401, `Cannot answer: ${state}`, { code: 'invalid_api_key', headers })
  }

  /** The parts of the answer, which stop when nobody waits for them any longer. */
  #start(params: ChatCompletionCreateParams): Parts {
    const context = {
      request: this.#request,
      signal: this.#stop.signal,
      requestId: this.#requestId,
      env: this.#host.env as Env,
      waitUntil: (work: Promise<unknown>) => this.#waitUntil(work),
    }
    for (const [signal, onAbort] of this.#ends()) {
      signal?.addEventListener('abort', onAbort)
      if (signal?.aborted) onAbort()
    }
    const answer = async (): Promise<Answer> => {
      this.#stop.signal.throwIfAborted()
      return this.#answer(params, context)
    }
    this.#parts = new Parts(answer())
    return this.#parts
  }

  #waitUntil(work: Promise<unknown>): void {
    const told = work.catch((error: unknown) => this.#log(error))
    this.#host.waitUntil?.(told)
  }

  #ends(): [AbortSignal | undefined, () => void][] {
    return [
      [this.#request.signal, this.leave],
      [this.#host.closing, this.#onClosing],
    ]
  }

  readonly leave = (): void =>
    this.#abort(new ChatCompletionError('disconnected', 'Cannot answer: the client has left'))

  readonly #onClosing = (): void => this.#abort(new RequestError(503, 'Cannot answer: the server is shutting down'))

  #abort(reason: unknown): void {
    this.#stop.abort(reason)
    // Hosts that stop with the response let it return all the same.
    if (this.#parts) this.#waitUntil(this.#parts.stop(reason))
  }

  end(isFailed: boolean): void {
    this.#unlisten()
    if (isFailed) this.#abort(new ChatCompletionError('aborted', 'Cannot answer: it has failed'))
  }

  #unlisten(): void {
    for (const [signal, onAbort] of this.#ends()) {
      // A response that goes its own way still ends when the client leaves.
      if (!this.#isPassed || onAbort !== this.leave) signal?.removeEventListener('abort', onAbort)
    }
  }

  async #whole(params: ChatCompletionCreateParams): Promise<Response> {
    const parts = this.#start(params)
    try {
      return await parts.unlessStopped(() => this.#gathered(parts, params))
    } finally {
      this.#unlisten()
      // What is left of the parts is not asked for.
      parts.stop(undefined)
    }
  }

  async #gathered(parts: Parts, params: ChatCompletionCreateParams): Promise<Response> {
    const first = await parts.next()
    if (!first.done && isResponse(first.value)) return this.#pass(first.value)
    const completion = await gather(parts, first, new ChunkMaker(params))
    // `@openrouter/sdk` rejects an answer without the key.
    return this.#json({ ...completionToWire(completion), system_fingerprint: completion.systemFingerprint ?? null })
  }

  async #stream(params: ChatCompletionCreateParams): Promise<Response> {
    const { keepAlive = defaultKeepAlive } = this.#options
    const parts = this.#start(params)
    const first = parts.next()
    try {
      const wait = keepAlive > 0 ? keepAlive : maxTimer
      const early = await parts.unlessStopped(() => within(wait, first))
      const response = early && !early.done && isResponse(early.value) ? early.value : undefined
      if (response && !isEventStream(response)) {
        const passed = this.#pass(response)
        this.#unlisten()
        return passed
      }
      const body = eventStream({
        owner: this,
        parts,
        first: early ?? first,
        maker: new ChunkMaker(params),
        withUsage: params.streamOptions?.includeUsage === true,
        keepAlive: Math.min(keepAlive, maxTimer),
      })
      if (response) return this.#respond(body, response, streamHeaders)
      return new this.#Response(body, { headers: { ...this.#headers, ...streamHeaders } })
    } catch (error) {
      this.#unlisten()
      this.#waitUntil(parts.stop(error))
      throw error
    }
  }

  #json(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
    return new this.#Response(JSON.stringify(body), {
      status,
      headers: { ...this.#headers, 'content-type': 'application/json', ...headers },
    })
  }

  /** A response that is sent as it is. */
  #pass(response: Response): Response {
    this.#isPassed = true
    this.#parts?.replace(nothing)
    return this.#respond(response.body, response, isEventStream(response) ? streamHeaders : {})
  }

  #respond(
    body: ReadableStream<Uint8Array> | null,
    response: Response,
    more: Readonly<Record<string, string>>,
  ): Response {
    const { status, statusText } = response
    const headers = new Headers(response.headers)
    // Whoever has fetched it has decoded it.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
    const { vary, ...own } = this.#headers
    for (const [name, value] of Object.entries({ ...more, ...own })) headers.set(name, value)
    if (vary) headers.append('vary', vary)
    return new this.#Response(body, { status, statusText, headers })
  }

  /** What to tell the client of an error, once the log has been told. */
  report(error: unknown): Failure {
    // Once nobody waits, whatever fails does so because it was told to.
    if (!(error instanceof RequestError) && !this.#stop.signal.aborted) this.#log(error)
    return failureOf(error)
  }

  #log(error: unknown): void {
    const { onError = error instanceof ChatCompletionError ? undefined : logAlone } = this.#options
    const tell = async (): Promise<unknown> => onError?.(error, { request: this.#request, requestId: this.#requestId })
    tell().catch(console.error)
  }
}

/** What is left of an answer that goes its own way. */
const nothing: AsyncIterator<never> = { next: async () => ({ done: true, value: undefined }) }

/** Without the request, whose headers hold the client's key. */
function logAlone(error: unknown): void {
  console.error(error)
}

/** An id of the client's own, if it is one that may be sent back; else a new one. */
function requestIdOf(request: Request): string {
  const own = request.headers.get('x-request-id')
  return own && /^[\w.:-]{1,128}$/.test(own) ? own : newId('req_')
}
