import { type ChatCompletionCreateParams, ChatCompletionError, ProviderError } from '@chat-completion/core'
import { type ChatCompletionStreamResult, type Observed, observe } from '@chat-completion/stream'
import { Call } from '../client/call.ts'
import type { RequestOptions } from '../client/client-options.ts'
import { type PreparedRequest, prepareRequest, providerOf } from '../client/request.ts'
import { send } from '../client/send.ts'
import { maxTimer, tenMinutes } from '../timer.ts'
import type { AnswerContext, AnswerFunction } from './answer.ts'
import { begun, whole } from './begun.ts'

/** A provider to forward to. */
export interface Upstream extends Omit<RequestOptions, 'mode' | 'signal'> {
  /** What it calls the model, in place of the name in the request. */
  readonly model?: string | undefined
  /** How long to wait for the first event before the next provider is asked, in milliseconds: 10 minutes by default. */
  readonly firstTokenTimeout?: number | undefined
}

export interface RelayOptions<Env = unknown> {
  /** Ask for the usage of a stream also where the client does not; the client gets it then. False by default. */
  readonly alwaysUsage?: boolean | undefined
  /** What the client was sent, once it is over: to count tokens and costs. Hosts that would stop it wait for it. */
  readonly onResult?: ((relayed: RelayResult<Env>) => unknown) | undefined
  /** Called when a provider has failed and the next one is asked; `index` is its place among the upstreams. */
  readonly onFallback?: ((error: ChatCompletionError, index: number) => void) | undefined
}

export interface RelayResult<Env = unknown> {
  readonly result: ChatCompletionStreamResult
  /** The name of the provider that answered. */
  readonly provider: string
  /** Its place among the upstreams. */
  readonly index: number
  readonly params: ChatCompletionCreateParams
  readonly context: AnswerContext<Env>
}

/**
 * An answer for {@link createHandler} that forwards to providers, the next one where one fails before its first event: it cannot be reached,
 * refuses, or begins with an error. A request that is wrong in itself (400, 413, 422) fails at once. The bytes of the answer go through as they are.
 *
 * @param upstreams In the order in which they are asked, or a function that gives them, for keys from Cloudflare's `env`.
 *
 * @example
 * ```ts
 * import { createHandler, groq, openRouter, relay } from '@chat-completion/http'
 *
 * const handler = createHandler(
 *   relay(
 *     [
 *       { provider: groq, apiKey: 'gsk-example', model: 'llama-3.3-70b-versatile' },
 *       { provider: openRouter, apiKey: 'sk-or-v1-example', model: 'meta-llama/llama-3.3-70b-instruct' },
 *     ],
 *     { alwaysUsage: true, onResult: ({ result }) => console.log(result.completion.usage) },
 *   ),
 * )
 * ```
 */
export function relay<Env = unknown>(
  upstreams:
    | readonly Upstream[]
    | ((params: ChatCompletionCreateParams, context: AnswerContext<Env>) => readonly Upstream[]),
  options: RelayOptions<Env> = {},
): AnswerFunction<Env> {
  return async (params, context) => {
    const candidates = typeof upstreams === 'function' ? upstreams(params, context) : upstreams
    let last: unknown = new TypeError('Cannot relay: there is no upstream')
    for (const [index, upstream] of candidates.entries()) {
      const isLast = index === candidates.length - 1
      try {
        const maxRetries = upstream.maxRetries ?? (isLast ? 2 : 0)
        return await forward({ ...upstream, maxRetries }, index, params, context, options)
      } catch (error) {
        last = error
        if (context.signal.aborted || !isWorthAnother(error)) break
        if (!isLast) options.onFallback?.(error, index)
      }
    }
    throw refusalOf(last)
  }
}

async function forward<Env>(
  upstream: Upstream,
  index: number,
  params: ChatCompletionCreateParams,
  context: AnswerContext<Env>,
  { alwaysUsage, onResult }: RelayOptions<Env>,
): Promise<Response> {
  const isStream = params.stream === true
  const isAsking = alwaysUsage && isStream && !providerOf(upstream).volunteersUsage
  const forwarded = {
    ...params,
    ...(upstream.model !== undefined && { model: upstream.model }),
    ...(isAsking && { streamOptions: { ...params.streamOptions, includeUsage: true } }),
    // Whoever volunteers the usage may refuse the question.
    ...(providerOf(upstream).volunteersUsage && { streamOptions: null }),
  }
  const request = prepareRequest(forwarded, upstream, isStream)
  const call = new Call(context.signal, upstream.timeout ?? (isStream ? Number.POSITIVE_INFINITY : tenMinutes))
  try {
    const answer = await (isStream
      ? stream(request, upstream, call)
      : send(request, upstream, call).then((sent) => whole(sent, call)))
    const ended = (async () => {
      const result = await answer.result
      call.end()
      request.secrets.cleanse(result.error)
      await onResult?.({ result, provider: request.provider.name, index, params, context })
    })()
    context.waitUntil(ended)
    return answer.response
  } catch (error) {
    call.end()
    throw request.secrets.cleanse(error)
  }
}

async function stream(request: PreparedRequest, upstream: Upstream, call: Call): Promise<Observed> {
  const { firstTokenTimeout = tenMinutes } = upstream
  const late = new ChatCompletionError('timeout', `Cannot read the answer: nothing came within ${firstTokenTimeout} ms`)
  const timer = setTimeout(() => call.cancel(late), Math.min(firstTokenTimeout, maxTimer))
  try {
    return observe(await begun(await send(request, upstream, call), call))
  } finally {
    clearTimeout(timer)
  }
}

/** A request that is wrong in itself is so for every provider. */
function isWorthAnother(error: unknown): error is ChatCompletionError {
  if (error instanceof ProviderError) return ![400, 413, 422].includes(statusOf(error))
  return error instanceof ChatCompletionError
}

function statusOf({ status = 200, providerCode }: ProviderError): number {
  return status >= 400 ? status : Number(providerCode)
}

/** A key that a provider rejects is the gateway's, and none of the client's business. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof ProviderError) || ![401, 402, 403].includes(statusOf(error))) return error
  return new ProviderError('Cannot answer: the provider refuses the gateway', { status: 502 }, { cause: error })
}
