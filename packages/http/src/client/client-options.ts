import type { ChatCompletionError } from '@chat-completion/core'
import type { ReadStreamOptions } from '@chat-completion/stream'
import type { ParseOptions } from '@chat-completion/validators'
import type { Attribution, Provider } from './provider.ts'

/** `fetch`, or whatever answers in its place: what SDKs take as well. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** How a provider is called. */
export interface RequestOptions extends ParseOptions {
  /** OpenRouter by default; without it, a `baseUrl` of your own gets no key from the environment. */
  readonly provider?: Provider | undefined
  /** What comes before `/chat/completions`, or the whole URL. */
  readonly baseUrl?: string | undefined
  /**
   * A function is asked before each try, for tokens that expire. An empty key is none: providers that want one are not called. In place of
   * a key, `headers` may have `authorization`, or the header of the provider's key; the environment is not asked then.
   */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined
  /** Where the key and the base URL are looked up if they are not given. The adapters give their host's. */
  readonly env?: Environment | undefined
  /** Those that are undefined are left out. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  /** Added to the URL; what is undefined is left out. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined
  readonly attribution?: Attribution | undefined
  /** Added to the body, in the wire's spelling: for what the types of the parameters lack. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined
  /** The runtime's own by default. */
  readonly fetch?: Fetch | undefined
  /**
   * How often to try again where no connection came about, or where the provider is busy or broken (408, 409, 425, 429, 5xx): 2 by
   * default. `Retry-After` is obeyed up to a minute; beyond that, the error comes at once. An answer that has begun is never asked for again.
   */
  readonly maxRetries?: number | undefined
  /**
   * How long the call may take from its start to its end, tries included, in milliseconds: 10 minutes by default for a whole answer, no
   * limit for a stream, where `idleTimeout` is 10 minutes.
   */
  readonly timeout?: number | undefined
  /** Ends the call, with the code `aborted` (`timeout` for `AbortSignal.timeout`) and the reason as `cause`. */
  readonly signal?: AbortSignal | undefined
  /** Called before each try. No hook is shown a key. */
  readonly onRequest?: ((sent: SentRequest) => void) | undefined
  /** Called when the headers of a response have come. */
  readonly onResponse?: ((response: ReceivedResponse) => void) | undefined
  /** Called before each wait for another try. */
  readonly onTryAgain?: ((retry: NextTry) => void) | undefined
}

export interface CreateOptions extends RequestOptions {
  /** Largest size of the answer, in characters: 64 Mi by default. */
  readonly maxSize?: number | undefined
}

export interface StreamOptions extends RequestOptions, ReadStreamOptions {
  /** Ends the call, with the code `aborted` (`timeout` for `AbortSignal.timeout`) and the reason as `cause`. */
  readonly signal?: AbortSignal | undefined
}

/** Environment variables by name, such as `process.env`, or the bindings of a Worker with the interface that they have. */
export type Environment = object | ((name: string) => unknown)

/** What is sent, for a log: without headers and query values that may hold a key. */
export interface SentRequest {
  readonly provider: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** As it travels, the prompt included. */
  readonly body: Readonly<Record<string, unknown>>
  /** From 1. */
  readonly attempt: number
}

export interface ReceivedResponse {
  readonly request: SentRequest
  readonly status: number
  readonly requestId: string | undefined
  readonly headers: Headers
  /** Since the try began. */
  readonly milliseconds: number
}

export interface NextTry {
  readonly request: SentRequest
  /** Why. */
  readonly error: ChatCompletionError
  /** How long is waited before it, in milliseconds. */
  readonly delay: number
}
