import { ProviderError } from '@chat-completion/core'
import { refusalStatus } from './refusal.ts'

const code = 'failed_answer'

/** A mistake in the code of a test: no client tries again what would only fail again. */
export function failedAnswer(message: string, cause: unknown): ProviderError {
  const details = { status: refusalStatus, providerCode: code, providerType: 'invalid_request_error' }
  return new ProviderError(`${message}: ${told(cause)}`, details, { cause })
}

export function isFailedAnswer(error: unknown): boolean {
  return error instanceof ProviderError && error.providerCode === code
}

/** What was thrown, whatever it is. */
export function told(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'something that is no text'
  }
}
