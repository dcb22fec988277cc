import { ChatCompletionError, ProviderError, ValidationError, type ValidationIssue } from '@chat-completion/core'

/** What a client is told of an error: the status, and OpenAI's envelope. */
export interface Failure {
  readonly status: number
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | number | null
  readonly metadata?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An error of the request itself. */
export class RequestError extends Error {
  readonly failure: Failure

  constructor(status: number, message: string, details: Partial<Failure> = {}) {
    super(message)
    this.failure = { status, message, type: typeOf(status), param: null, code: null, ...details }
  }
}

/** What to tell of an error; of one that nobody foresaw, nothing but that. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestError) return error.failure
  if (error instanceof ProviderError) return providerFailure(error)
  if (error instanceof ChatCompletionError) {
    const status = error.code === 'timeout' ? 504 : 502
    return { status, message: error.message, type: typeOf(status), param: null, code: error.code }
  }
  const message = 'The server failed to answer the request'
  return { status: 500, message, type: typeOf(500), param: null, code: null }
}

/** A parameter at fault, as OpenAI names it: `messages[0].content`. */
export function parameterError(error: ChatCompletionError): RequestError {
  const issue = error instanceof ValidationError ? error.issues[0] : undefined
  const details = issue && { param: parameterAt(issue.path), code: codeOf(issue) }
  return new RequestError(400, error.message, details)
}

function providerFailure(error: ProviderError): Failure {
  const { message, providerType, providerCode, param, metadata, retryAfter } = error
  const status = [error.status, providerCode].map(Number).find((each) => each >= 400 && each < 600) ?? 502
  return {
    status,
    message,
    type: providerType ?? typeOf(status),
    param,
    code: typeof providerCode === 'string' || typeof providerCode === 'number' ? providerCode : null,
    ...(metadata && { metadata }),
    ...(Number(retryAfter) >= 0 &&
      Number.isFinite(retryAfter) && { headers: { 'retry-after': String(Math.ceil(Number(retryAfter))) } }),
  }
}

function typeOf(status: number): string {
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'server_error'
}

function parameterAt(path: ValidationIssue['path']): string | null {
  return (
    path
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
      .join('')
      .replace(/^\./, '') || null
  )
}

function codeOf({ expected, received }: ValidationIssue): string {
  if (received === 'undefined') return 'missing_required_parameter'
  return expected === 'no unknown key' ? 'unknown_parameter' : 'invalid_type'
}
