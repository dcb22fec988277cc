import { beforeAll, describe, expect, test, vi } from 'vitest'
import { ChatCompletionError, ProviderError, ValidationError } from './index.ts'

const cause = new TypeError('No network')
const issue = { path: ['choices', 0], expected: 'object', received: 'null', message: 'Expected object' }

const errors = [
  {
    name: 'ChatCompletionError',
    error: new ChatCompletionError('timeout', 'Too slow'),
    code: 'timeout',
    keys: ['code', 'name'],
  },
  {
    name: 'ProviderError',
    error: new ProviderError('Too slow'),
    code: 'provider',
    keys: [
      'body',
      'code',
      'metadata',
      'name',
      'param',
      'providerCode',
      'providerType',
      'requestId',
      'retryAfter',
      'retryable',
      'status',
    ],
  },
  {
    name: 'ValidationError',
    error: new ValidationError('Too slow', [issue]),
    code: 'invalid-shape',
    keys: ['code', 'issues', 'name'],
  },
]

describe.each(errors)('$name', ({ name, error, code, keys }) => {
  test('says its code', () => {
    expect(error.code).toBe(code)
  })

  test('says its name', () => {
    expect(error.name).toBe(name)
  })

  test('says the message verbatim', () => {
    expect(error.message).toBe('Too slow')
  })

  test('is an Error', () => {
    expect(error).toBeInstanceOf(Error)
  })

  test('is a ChatCompletionError', () => {
    expect(error).toBeInstanceOf(ChatCompletionError)
  })

  test('has no cause where none is given', () => {
    expect('cause' in error).toBe(false)
  })

  test('enumerates what it documents, and nothing else', () => {
    expect(Object.keys(error).sort()).toEqual(keys)
  })
})

describe('the cause', () => {
  test.each([
    { name: 'ChatCompletionError', error: new ChatCompletionError('connection', 'No', { cause }) },
    { name: 'ProviderError', error: new ProviderError('No', {}, { cause }) },
  ])('of a $name is kept, not enumerated', ({ error }) => {
    expect(error.cause).toBe(cause)
    expect(Object.keys(error)).not.toContain('cause')
  })
})

describe('ProviderError', () => {
  test('knows nothing but the message by default', () => {
    expect({ ...new ProviderError('No') }).toStrictEqual({
      name: 'ProviderError',
      code: 'provider',
      status: undefined,
      providerCode: null,
      providerType: null,
      param: null,
      metadata: null,
      requestId: undefined,
      retryAfter: undefined,
      retryable: false,
      body: undefined,
    })
  })

  test('keeps the details it is given', () => {
    const details = { status: 429, providerCode: 'rate_limit', retryable: true, body: { error: 'No' } }
    expect(new ProviderError('No', details)).toMatchObject(details)
  })
})

test('ValidationError keeps the issues', () => {
  expect(new ValidationError('No', [issue]).issues).toEqual([issue])
})

class UsersError extends ChatCompletionError {}

class MarkedError extends ChatCompletionError {
  static override readonly mark = 'example MarkedError'
}

describe('instanceof', () => {
  test.each([
    { name: 'a ProviderError is no ValidationError', value: new ProviderError('No'), of: ValidationError, is: false },
    {
      name: 'a ChatCompletionError is no ProviderError',
      value: new ChatCompletionError('limit', 'No'),
      of: ProviderError,
      is: false,
    },
    {
      name: 'a user’s error is a ChatCompletionError',
      value: new UsersError('limit', 'No'),
      of: ChatCompletionError,
      is: true,
    },
    { name: 'a user’s error is one of its class', value: new UsersError('limit', 'No'), of: UsersError, is: true },
    { name: 'a user’s error is no ProviderError', value: new UsersError('limit', 'No'), of: ProviderError, is: false },
    {
      name: 'a ChatCompletionError is no user’s error',
      value: new ChatCompletionError('limit', 'No'),
      of: UsersError,
      is: false,
    },
    {
      name: 'a marked error is a ChatCompletionError',
      value: new MarkedError('limit', 'No'),
      of: ChatCompletionError,
      is: true,
    },
    { name: 'a marked error is one of its class', value: new MarkedError('limit', 'No'), of: MarkedError, is: true },
    { name: 'a ProviderError is no marked error', value: new ProviderError('No'), of: MarkedError, is: false },
    { name: 'another error is none', value: new Error('No'), of: ChatCompletionError, is: false },
    { name: 'null is none', value: null, of: ChatCompletionError, is: false },
    { name: 'undefined is none', value: undefined, of: ChatCompletionError, is: false },
    { name: 'text is none', value: 'provider', of: ChatCompletionError, is: false },
    { name: 'an object without prototype is none', value: Object.create(null), of: ChatCompletionError, is: false },
    {
      name: 'a body that imitates an error is none',
      value: { constructor: { mark: ChatCompletionError.mark } },
      of: ChatCompletionError,
      is: false,
    },
    { name: 'a null constructor is none', value: { constructor: null }, of: ChatCompletionError, is: false },
  ])('$name', ({ value, of, is }) => {
    expect(value instanceof of).toBe(is)
  })
})

describe('instanceof, across two copies of the package', () => {
  let copy: typeof import('./index.ts')

  beforeAll(async () => {
    vi.resetModules()
    copy = await import('./index.ts')
  })

  test('the copies are two', () => {
    expect(copy.ChatCompletionError).not.toBe(ChatCompletionError)
  })

  test.each([
    { name: 'a ChatCompletionError', make: () => new copy.ChatCompletionError('limit', 'No') },
    { name: 'a ProviderError', make: () => new copy.ProviderError('No') },
    { name: 'a ValidationError', make: () => new copy.ValidationError('No', []) },
  ])('$name is a ChatCompletionError', ({ make }) => {
    expect(make() instanceof ChatCompletionError).toBe(true)
  })

  test.each([
    { name: 'a ProviderError is one', make: () => new copy.ProviderError('No'), is: true },
    { name: 'a ValidationError is none', make: () => new copy.ValidationError('No', []), is: false },
    { name: 'a ChatCompletionError is none', make: () => new copy.ChatCompletionError('limit', 'No'), is: false },
  ])('of ProviderError: $name', ({ make, is }) => {
    expect(make() instanceof ProviderError).toBe(is)
  })

  test('an error is none of a class that a user made from the other copy', () => {
    expect(new copy.ChatCompletionError('limit', 'No') instanceof UsersError).toBe(false)
  })
})
