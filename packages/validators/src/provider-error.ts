import { ChatCompletionError, ProviderError } from '@chat-completion/core'
import { failureIn } from './failure.ts'
import { isObject, preview } from './schema.ts'

/** What is known of the response besides its body. */
export interface ResponseFacts {
  /** HTTP status. */
  readonly status?: number | undefined
  /** From the response's headers; where it is missing, the body's own is taken. */
  readonly requestId?: string | undefined
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
export function toProviderError(body: unknown, { status, requestId }: ResponseFacts = {}): ProviderError {
  const failure = failureIn(body)
  const suffix = status === undefined ? '' : ` with status ${status}`
  return new ProviderError(failure?.message ?? `The provider answered${suffix} and did not say why`, {
    status,
    providerCode: failure?.code,
    providerType: failure?.type,
    param: failure?.param,
    metadata: failure?.metadata,
    requestId: requestId ?? requestIdIn(body),
    retryable: isRetryable(status ?? failure?.code, failure?.type),
    body,
  })
}

function requestIdIn(body: unknown): string | undefined {
  const id = isObject(body) ? body.request_id : undefined
  return typeof id === 'string' ? id : undefined
}

/** By status, which OpenRouter repeats as the code; else by the word, where the error came in a 200 or in a stream. */
function isRetryable(code: string | number | undefined, type: string | undefined): boolean {
  const status = Number(code)
  if (status >= 100 && status < 600) return [408, 409, 425, 429].includes(status) || status >= 500
  return /rate_?limit|overloaded|unavailable|server_error|timeout|capacity|exhausted/i.test(`${code} ${type}`)
}

/** The error for a body that is neither an answer nor an error. It may be a passing fault (pydantic/pydantic-ai#6900). */
export function noCompletion(name: string, body: unknown): ChatCompletionError {
  const keys = isObject(body) ? Object.keys(body).map((key) => preview(key)) : []
  const shown = keys.length > 20 ? [...keys.slice(0, 20), `${keys.length - 20} more`] : keys
  const state = isObject(body) ? `keys ${shown.length > 0 ? shown.join(', ') : 'none'}` : preview(body)
  return new ChatCompletionError('no-completion', `Cannot read the ${name}: neither choices nor an error, received ${state}`)
}
