import { ChatCompletionError, ProviderError } from '@chat-completion/core'
import { failureIn } from './failure.ts'
import { isObject, preview } from './json.ts'
import { overLimit } from './limits.ts'

/** What is known of the response besides its body. */
export interface ResponseFacts {
  /** HTTP status. */
  readonly status?: number | undefined
  /** From the response's headers; where it is missing, the body's own is taken. */
  readonly requestId?: string | undefined
  /** Seconds. */
  readonly retryAfter?: number | undefined
}

/**
 * The typed error for the body of a failed request, whatever its shape: envelope, text, HTML, nothing at all.
 *
 * @param body As parsed from JSON, or the text where it is not JSON.
 *
 * @example
 * ```ts
 * import { toProviderError } from '@chat-completion/validators'
 *
 * toProviderError({ error: { code: 429, message: 'Rate limited' } }, { status: 429 }).retryable
 * //=> true
 * ```
 */
export function toProviderError(body: unknown, { status, requestId, retryAfter }: ResponseFacts = {}): ProviderError {
  const {
    message,
    code = null,
    type = null,
    param = null,
    metadata = null,
  } = failureIn(overLimit(body) ? undefined : body) ?? {}
  const { request_id } = isObject(body) ? body : {}
  return new ProviderError(message ?? 'The provider gave no reason', {
    status,
    providerCode: code,
    providerType: type,
    param,
    metadata,
    requestId: requestId ?? (typeof request_id === 'string' ? request_id : undefined),
    retryAfter,
    retryable: isRetryable(status && status >= 400 ? status : code, type),
    body,
  })
}

/**
 * Whether the same request may succeed later: by status, which OpenRouter repeats as the code; else by the word, where the error came in
 * a 200 or in a stream.
 *
 * @param code The status or the provider's code.
 * @param type The provider's type.
 *
 * @example
 * ```ts
 * import { isRetryable } from '@chat-completion/validators'
 *
 * isRetryable(503, null)
 * //=> true
 * isRetryable('invalid_api_key', 'invalid_request_error')
 * //=> false
 * ```
 */
export function isRetryable(code: string | number | null, type: string | null): boolean {
  const status = Number(code)
  if (status >= 400 && status < 600) return status >= 500 || [408, 409, 425, 429].includes(status)
  return /rate_?limit|throttl|overload|unavailable|server_error|timeout|exhaust/i.test(`${code} ${type}`)
}

/** The error for a body that is neither an answer nor an error. It may be a passing fault (pydantic/pydantic-ai#6900). */
export function noCompletion(name: string, body: unknown): ChatCompletionError {
  const state = isObject(body) ? `the keys ${Object.keys(body).join(', ').slice(0, 200) || 'none'}` : preview(body)
  return new ChatCompletionError(
    'no-completion',
    `Cannot read the ${name}: neither choices nor an error, received ${state}`,
  )
}
