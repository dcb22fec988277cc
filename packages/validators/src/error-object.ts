import type * as Wire from '@chat-completion/core/wire'
import { failureIn, toErrorObject } from './failure.ts'
import type { Rules } from './repair.ts'
import { dictionary, either, given, isObject, number, record, type Schema, string, unknown } from './schema.ts'

export const ErrorObjectSchema: Schema<Wire.ErrorObject> = record({
  message: string,
  code: given(either(string, number)),
  type: given(string),
  param: given(string),
  metadata: given(dictionary(unknown)),
})

export const ErrorBodySchema: Schema<Wire.ErrorBody> = record({
  error: ErrorObjectSchema,
  user_id: given(string),
  request_id: given(string),
})

/** Whether a body has an error under `error`; what is not null there is one, be it empty. */
export function isErrorBody(body: unknown): boolean {
  return isObject(body) && body.error !== undefined && body.error !== null && body.error !== false && body.error !== ''
}

export const errorRules: Rules = {
  '.': ({ received }) => {
    const failure = failureIn({ error: received })
    return failure ? [{ code: 'error-envelope', value: toErrorObject(failure) }] : []
  },
  message: ({ parent }) => [{ code: 'missing-error-message', value: failureIn({ error: parent })?.message ?? '' }],
}
