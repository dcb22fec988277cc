import { ChatCompletionError } from './chat-completion-error.ts'

/** What is known of a provider's error besides its message. */
export interface ProviderErrorDetails {
  /** HTTP status of the response, where there was one. */
  readonly status: number | undefined
  /** `invalid_api_key` at OpenAI, a number that repeats the status at OpenRouter. */
  readonly providerCode: string | number | null
  readonly providerType: string | null
  /** The request parameter at fault. */
  readonly param: string | null
  /** OpenRouter: moderation reasons, or the upstream provider's name and raw answer. */
  readonly metadata: Readonly<Record<string, unknown>> | null
  readonly requestId: string | undefined
  /** Seconds to wait before the next try, as the response asks for. */
  readonly retryAfter: number | undefined
  /** The same request may succeed later. */
  readonly retryable: boolean
  /** The whole body, as parsed; text where it was not JSON. */
  readonly body: unknown
}

/**
 * The provider answered with an error: by status, in a 200, or in the middle of a stream.
 *
 * `message` is the provider's own text, verbatim.
 */
export class ProviderError extends ChatCompletionError implements ProviderErrorDetails {
  static override readonly mark: string = '@chat-completion/core ProviderError'
  override readonly name: string = 'ProviderError'
  declare readonly code: 'provider'
  readonly status: number | undefined = undefined
  readonly providerCode: string | number | null = null
  readonly providerType: string | null = null
  readonly param: string | null = null
  readonly metadata: Readonly<Record<string, unknown>> | null = null
  readonly requestId: string | undefined = undefined
  readonly retryAfter: number | undefined = undefined
  readonly retryable: boolean = false
  readonly body: unknown = undefined

  constructor(message: string, details: Partial<ProviderErrorDetails> = {}, options?: { cause?: unknown }) {
    super('provider', message, options)
    Object.assign(this, details)
  }
}
