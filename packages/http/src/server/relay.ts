import { type ChatCompletionCreateParams, ChatCompletionError, ProviderError } from '@chat-completion/core'
import { type ChatCompletionStreamResult, observe } from '@chat-completion/stream'
import { Call } from '../client/call.ts'
import type { RequestOptions } from '../client/client-options.ts'
import { prepareRequest } from '../client/request.ts'
import { send } from '../client/send.ts'
import type { AnswerContext, AnswerFunction } from './answer.ts'
import { begun, whole } from './begun.ts'

/** A provider to forward to. */
export interface Upstream extends RequestOptions {
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
  /** Called when a provider has failed and the next one is asked. */
  readonly onFallback?: ((error: ChatCompletionError, failed: Upstream) => void) | undefined
}

export interface RelayResult<Env = unknown> {
  readonly result: ChatCompletionStreamResult
  readonly upstream: Upstream
  readonly params: ChatCompletionCreateParams
  readonly context: AnswerContext<Env>
}

const tenMinutes = 600_000

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
      try {
        return await forward(upstream, params, context, options)
      } catch (error) {
        last = error
        if (context.signal.aborted || !isWorthAnother(error)) break
        if (index < candidates.length - 1) options.onFallback?.(error, upstream)
      }
    }
    throw last
  }
}

async function forward<Env>(
  upstream: Upstream,
  params: ChatCompletionCreateParams,
  context: AnswerContext<Env>,
  { alwaysUsage, onResult }: RelayOptions<Env>,
): Promise<Response> {
  const isStream = params.stream === true
  const forwarded = {
    ...params,
    ...(upstream.model !== undefined && { model: upstream.model }),
    ...(alwaysUsage && { streamOptions: { ...params.streamOptions, includeUsage: true } }),
  }
  const request = prepareRequest(forwarded, upstream, isStream)
  const call = new Call(context.signal, upstream.timeout ?? Number.POSITIVE_INFINITY)
  try {
    const answer = await send(request, upstream, call)
    const response = isStream
      ? await begun(answer, upstream.firstTokenTimeout ?? tenMinutes, call)
      : await whole(answer, call)
    const observed = observe(response)
    const ended = observed.result.then(async (result) => {
      call.end()
      request.secrets.cleanse(result.error)
      await onResult?.({ result, upstream, params, context })
    })
    context.waitUntil(ended)
    return observed.response
  } catch (error) {
    call.end()
    throw request.secrets.cleanse(error)
  }
}

function isWorthAnother(error: unknown): error is ChatCompletionError {
  if (error instanceof ProviderError) return ![400, 413, 422].includes(Number(error.status))
  return error instanceof ChatCompletionError
}
