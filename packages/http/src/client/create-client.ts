import type { ChatCompletion, ChatCompletionCreateParams } from '@chat-completion/core'
import type { ChatCompletionStream } from '@chat-completion/stream'
import type { CreateOptions, StreamOptions } from './client-options.ts'
import { createChatCompletion } from './create-chat-completion.ts'
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
 * and `extraBody` are added to the client's. Another provider gets neither the client's key nor its base URL.
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
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  const { apiKey: _, baseUrl: __, ...others } = options
  return {
    ...(own.provider && own.provider !== options.provider ? others : options),
    ...given,
    headers: { ...options.headers, ...own.headers },
    query: { ...options.query, ...own.query },
    extraBody: { ...options.extraBody, ...own.extraBody },
  }
}
