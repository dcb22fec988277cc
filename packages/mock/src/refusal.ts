import { errorResponse, toResponse } from '@chat-completion/fixtures'

/** Statuses from 500, 408, 409 and 429 are tried again; this one by no client. */
export const refusalStatus = 404

/** Why a mock refuses a request. */
export type RefusalCode = 'unmatched_request' | 'failed_answer' | 'missing_cassette' | 'corrupt_cassette'

/** What a mock says for want of an answer: with a status that no client tries again. */
export function refusal(code: RefusalCode, message: string): Response {
  const error = { message, type: 'invalid_request_error', param: null, code }
  return toResponse(errorResponse.build({ status: refusalStatus, body: { error } }))
}
