import type { ErrorBody } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import { ErrorBodySchema, errorRules, isErrorBody } from './error-object.ts'
import { failureIn, toErrorObject } from './failure.ts'
import { type ParseOptions, type ParseResult, type Subject, safeParse, unwrap } from './parse.ts'
import { noCompletion } from './provider-error.ts'
import { byRules, take } from './repair.ts'

const subject: Subject<Wire.ErrorBody, ErrorBody> = {
  name: 'error body',
  schema: ErrorBodySchema,
  mender: byRules({
    '.': ({ received }) => take('error-envelope', { error: toErrorObject(failureIn(received)) }),
    error: { ...errorRules, '.': ({ root }) => take('error-envelope', toErrorObject(failureIn(root))) },
  }),
  refuse: (body) => (isErrorBody(body) || failureIn(body) ? undefined : noCompletion('error body', body)),
}

/**
 * Reads the body of a failed request into an envelope; {@link toProviderError} makes an error to throw of it.
 *
 * @param body As parsed from JSON, or the text where it is not JSON.
 * @throws {ValidationError} In strict mode: the body is not an envelope as OpenAI or OpenRouter define it.
 * @throws {ChatCompletionError} `no-completion`: nothing in the body says what went wrong; `limit`: too deep or too large.
 *
 * @example
 * ```ts
 * import { parseErrorBody } from '@chat-completion/validators'
 *
 * parseErrorBody({ detail: 'Model not found' }).error.message
 * //=> 'Model not found'
 * ```
 */
export function parseErrorBody(body: unknown, options?: ParseOptions): ErrorBody {
  return unwrap(safeParseErrorBody(body, options))
}

/** As {@link parseErrorBody}, but the error is returned, and so are the repairs. Never throws. */
export function safeParseErrorBody(body: unknown, options?: ParseOptions): ParseResult<ErrorBody> {
  return safeParse(subject, body, options)
}
