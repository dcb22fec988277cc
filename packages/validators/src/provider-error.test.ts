import { safeParseErrorBody, toProviderError } from '@chat-completion/validators'
import { describe, expect, test } from 'vitest'
import { recordings } from '../../../scripts/recordings.ts'

describe('toProviderError', () => {
  test.each([
    {
      name: 'OpenAI',
      body: { error: { message: 'No', type: 'invalid_request_error', param: 'model', code: 'x' } },
      expected: { providerCode: 'x', providerType: 'invalid_request_error', param: 'model' },
    },
    {
      name: 'OpenRouter',
      body: { error: { message: 'No', code: 403, metadata: { reasons: ['a'] } }, user_id: 'u' },
      expected: { providerCode: 403, metadata: { reasons: ['a'] } },
    },
    {
      name: 'Mistral',
      body: { object: 'error', message: 'No', type: 't', param: null, code: '3051', raw_status_code: 400 },
      expected: { providerCode: '3051', providerType: 't', param: null },
    },
    { name: 'xAI', body: { code: 'Bad argument', error: 'No' }, expected: { providerCode: 'Bad argument' } },
    {
      name: 'Text Generation Inference',
      body: { error: 'No', error_type: 'validation' },
      expected: { providerType: 'validation' },
    },
    { name: 'FastAPI', body: { detail: 'No' }, expected: {} },
    {
      name: 'FastAPI, invalid fields',
      body: { detail: [{ loc: ['body'], msg: 'No' }] },
      expected: { message: '[{"loc":["body"],"msg":"No"}]' },
    },
    {
      name: 'Databricks',
      body: { error_code: 'BAD_REQUEST', message: 'No' },
      expected: { providerCode: 'BAD_REQUEST' },
    },
    {
      name: 'Cloudflare',
      body: { success: false, errors: [{ code: 7003, message: 'No' }], result: null },
      expected: { providerCode: 7003 },
    },
    {
      name: 'Gemini',
      body: [{ error: { code: 400, message: 'No', status: 'INVALID_ARGUMENT' } }],
      expected: { providerCode: 400, providerType: 'INVALID_ARGUMENT' },
    },
    {
      name: 'an error in an error',
      body: { error: { error: { message: 'No', type: 't' } } },
      expected: { providerType: 't' },
    },
    {
      name: 'a message that is an error',
      body: { error: { message: { message: 'No' }, code: 1 } },
      expected: { providerCode: 1 },
    },
    { name: 'HTML', body: '<html>Bad gateway</html>', expected: { message: '<html>Bad gateway</html>' } },
    { name: 'nothing', body: '', expected: { message: 'The provider gave no reason' } },
  ])('reads what $name says', ({ body, expected }) => {
    expect(toProviderError(body)).toMatchObject({ code: 'provider', message: 'No', body, ...expected })
  })

  test.each([
    { status: 400, body: {}, retryable: false },
    { status: 401, body: {}, retryable: false },
    { status: 408, body: {}, retryable: true },
    { status: 429, body: {}, retryable: true },
    { status: 503, body: {}, retryable: true },
    { status: undefined, body: { error: { message: 'No', code: 502 } }, retryable: true },
    { status: undefined, body: { error: { message: 'No', code: 400 } }, retryable: false },
    { status: undefined, body: { error: { message: 'No', type: 'server_error', code: null } }, retryable: true },
    { status: undefined, body: { error: { message: 'No', code: 'rate_limit_exceeded' } }, retryable: true },
    { status: undefined, body: { error: { message: 'No', code: 'invalid_api_key' } }, retryable: false },
  ])('status $status with $body is retryable: $retryable', ({ status, body, retryable }) => {
    expect(toProviderError(body, { status }).retryable).toBe(retryable)
  })

  test('the request id comes from the response, else from the body', () => {
    const body = { message: 'No', request_id: 'r1' }
    expect(toProviderError(body).requestId).toBe('r1')
    expect(toProviderError(body, { requestId: 'r2' }).requestId).toBe('r2')
  })
})

const errors = recordings('errors')

describe.skipIf(errors.length === 0)('every recorded error', () => {
  test('is a typed error with the provider’s message', () => {
    for (const { id, body, status } of errors) {
      const text = JSON.stringify(body)
      const error = toProviderError(body, { status })
      expect(error.code, id).toBe('provider')
      expect(text.includes(JSON.stringify(error.message)), id).toBe(true)
      const parsed = safeParseErrorBody(body)
      expect(parsed, id).toMatchObject({ success: true, value: { error: { message: error.message } } })
    }
  })
})
