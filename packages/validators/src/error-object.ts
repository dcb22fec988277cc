import type * as Wire from '@chat-completion/core/wire'
import { failureIn, toErrorObject } from './failure.ts'
import { isObject } from './json.ts'
import { OpenRouterMetadataSchema } from './openrouter-metadata.ts'
import { type Rules, take } from './repair.ts'
import { dictionary, either, number, record, type Schema, string, unknown } from './schema.ts'

export const ErrorObjectSchema: Schema<Wire.ErrorObject> = record(() => [
  { message: string },
  { code: either(string, number), type: string, param: string, metadata: dictionary(unknown) },
])

export const ErrorBodySchema: Schema<Wire.ErrorBody> = record(() => [
  { error: ErrorObjectSchema },
  { user_id: string, request_id: string, openrouter_metadata: OpenRouterMetadataSchema },
])

/** Whether a body has an error under `error`; what is not null there is one, be it empty. */
export function isErrorBody(body: unknown): boolean {
  return isObject(body) && body.error !== undefined && body.error !== null && body.error !== false && body.error !== ''
}

export const errorRules: Rules = {
  '.': ({ received }) => {
    const failure = failureIn({ error: received })
    return failure && take('error-envelope', toErrorObject(failure))
  },
  message: ({ parent }) => take('missing-error-message', failureIn(parent)?.message ?? ''),
}
