import { errorResponse, toResponse } from '@chat-completion/fixtures'

/** What a mock says for want of an answer: with a status that no client tries again. */
export function refusal(code: string, message: string): Response {
  const error = { message, type: 'invalid_request_error', param: null, code }
  return toResponse(errorResponse.build({ status: 404, body: { error } }))
}
