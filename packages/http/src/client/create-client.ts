import type { ChatCompletion, ChatCompletionCreateParams } from '@chat-completion/core'
import type { ChatCompletionStream } from '@chat-completion/stream'
import type { CreateOptions, StreamOptions } from './client-options.ts'
import { createChatCompletion } from './create-chat-completion.ts'
import { given, providerOf } from './request.ts'
import { streamChatCompletion } from './stream-chat-completion.ts'

/** What holds for each call of a client. */
export interface ClientOptions extends CreateOptions, StreamOptions {
  readonly signal?: AbortSignal | undefined
  readonly maxSize?: number | undefined
}

/** A provider that is ready to be called. */
export interface Client {
  createChatCompletion(params: ChatCompletionCreateParams, options?: CreateOptions): Promise<ChatCompletion>
  streamChatCompletion(params: ChatCompletionCreateParams, options?: StreamOptions): ChatCompletionStream
}

/**
 * Binds options to {@link createChatCompletion} and {@link streamChatCompletion}. A call's own options count more; headers, query
 * and `extraBody` are added to the client's.
 *
 * What may be secret goes to nobody else. A call of another provider gets neither the client's key nor its base URL, headers, query and
 * `extraBody`; a call to another base URL neither the client's key nor its headers and query, and a key from the environment only where it
 * names the provider as well.
 *
 * @example
 * ```ts
 * import { createClient, groq } from '@chat-completion/http'
 *
 * const client = createClient({ provider: groq, apiKey: 'gsk_example', timeout: 30_000 })
 * typeof client.streamChatCompletion
 * //=> 'function'
 * ```
 */
export function createClient(options: ClientOptions = {}): Client {
  return {
    createChatCompletion: (params, own) => createChatCompletion(params, merged(options, own)),
    streamChatCompletion: (params, own) => streamChatCompletion(params, merged(options, own)),
  }
}

function merged(options: ClientOptions, own: ClientOptions = {}): ClientOptions {
  const shared = sharedWith(own, options)
  return {
    ...shared,
    ...given(own),
    headers: { ...shared.headers, ...given(own.headers) },
    query: { ...shared.query, ...given(own.query) },
    extraBody: { ...shared.extraBody, ...own.extraBody },
  }
}

/** What of a client's options a call may have. */
function sharedWith(own: ClientOptions, options: ClientOptions): ClientOptions {
  const { apiKey: _, baseUrl, headers: __, query: ___, extraBody, env, ...others } = options
  const provider = providerOf(options)
  if (own.provider && own.provider !== provider) return { ...others, env }
  const isElsewhere = own.baseUrl !== undefined && own.baseUrl !== (baseUrl ?? provider.baseUrl)
  return isElsewhere ? { ...others, extraBody, env: own.provider && env } : options
}
