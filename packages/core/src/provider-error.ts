import { ChatCompletionError, isInstance, markAs } from './chat-completion-error.ts'

export interface ProviderErrorOptions {
  /** HTTP status of the response, where there was one. */
  status?: number | undefined
  providerCode?: string | number | null | undefined
  providerType?: string | null | undefined
  param?: string | null | undefined
  metadata?: Readonly<Record<string, unknown>> | null | undefined
  requestId?: string | undefined
  retryable?: boolean | undefined
  body?: unknown
  cause?: unknown
}

/**
 * The provider answered with an error: by status, in a 200, or in the middle of a stream.
 *
 * `message` is the provider's own text, verbatim.
 */
export class ProviderError extends ChatCompletionError {
  override readonly name = 'ProviderError'
  declare readonly code: 'provider'
  readonly status: number | undefined
  /** `invalid_api_key` at OpenAI, a number that repeats the status at OpenRouter. */
  readonly providerCode: string | number | null
  readonly providerType: string | null
  /** The request parameter at fault. */
  readonly param: string | null
  /** OpenRouter: moderation reasons, or the upstream provider's name and raw answer. */
  readonly metadata: Readonly<Record<string, unknown>> | null
  readonly requestId: string | undefined
  /** The same request may succeed later. */
  readonly retryable: boolean
  /** The whole body, as parsed; text where it was not JSON. */
  readonly body: unknown

  constructor(message: string, options: ProviderErrorOptions = {}) {
    super('provider', message, 'cause' in options ? { cause: options.cause } : undefined)
    this.status = options.status
    this.providerCode = options.providerCode ?? null
    this.providerType = options.providerType ?? null
    this.param = options.param ?? null
    this.metadata = options.metadata ?? null
    this.requestId = options.requestId
    this.retryable = options.retryable ?? false
    this.body = options.body
    markAs(this, 'ProviderError')
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, ProviderError, 'ProviderError', value)
  }
}
