import { type ChatCompletionCreateParams, ChatCompletionError } from '@chat-completion/core'
import { type ChatCompletionStream, readChatCompletionStream } from '@chat-completion/stream'
import { tenMinutes } from '../timer.ts'
import { Call } from './call.ts'
import type { StreamOptions } from './client-options.ts'
import { prepareRequest, providerOf } from './request.ts'
import { send } from './send.ts'

/**
 * Asks a provider for a completion, piece by piece. The request leaves at once; whatever becomes of it, a refusal too, is what the
 * stream tells: its iterators throw it, its result has it.
 *
 * The usage is asked for, unless `streamOptions` say otherwise. Leaving the stream early ends the request.
 *
 * @param options As for `createChatCompletion`; here `idleTimeout` is 10 minutes by default.
 * @throws {TypeError} There is no base URL or no key, or a header cannot be sent.
 *
 * @example
 * ```ts
 * import { toChunks, toEventStream } from '@chat-completion/stream'
 * import { streamChatCompletion } from '@chat-completion/http'
 *
 * const stream = streamChatCompletion(
 *   { model: 'openai/gpt-5', messages: [{ role: 'user', content: 'The capital of France?' }] },
 *   { apiKey: 'sk-or-v1-example', fetch: async () => new Response(toEventStream(toChunks(completion))) },
 * )
 * for await (const event of stream.events()) if (event.type === 'text-delta') console.log(event.text)
 *
 * const { status, completion: answer } = await stream.result()
 * status
 * //=> 'complete'
 * answer.usage?.totalTokens
 * //=> 12
 * ```
 */
export function streamChatCompletion(
  params: ChatCompletionCreateParams,
  options: StreamOptions = {},
): ChatCompletionStream {
  const asking = providerOf(options).volunteersUsage ? {} : { streamOptions: { includeUsage: true } }
  const request = prepareRequest(params.streamOptions === undefined ? { ...params, ...asking } : params, options, true)
  const call = new Call(options.signal, options.timeout ?? Number.POSITIVE_INFINITY)
  return readChatCompletionStream(send(request, options, call).catch(asFailure), {
    ...options,
    idleTimeout: options.idleTimeout ?? tenMinutes,
    signal: call.signal,
    onEnd(result) {
      call.end()
      // Nobody has seen it yet: what waits for the result goes on later.
      request.secrets.cleanse(result.error)
      options.onEnd?.(result)
    },
  })
}

/** What fails besides the call itself is what the user has handed in: the function that gives the key, the hooks. */
function asFailure(cause: unknown): never {
  if (cause instanceof ChatCompletionError) throw cause
  throw new ChatCompletionError('stream-failed', 'Cannot begin the stream: a callback failed', { cause })
}
