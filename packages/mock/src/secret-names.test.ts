import { expect, test } from 'vitest'
import { isSecretName, isSecretProperty } from './secret-names.ts'

test.each([
  'authorization',
  'Proxy-Authorization',
  'helicone-auth',
  'api-key',
  'api_key',
  'apiKey',
  'apikey',
  'x-goog-api-key',
  'ocp-apim-subscription-key',
  'key',
  'access_token',
  'x-csrf-token',
  'cookie',
  'set-cookie',
  'x-amz-signature',
  'sig',
  'x-jwt',
  'client_secret',
])('%s holds a secret', (name) => {
  expect(isSecretName(name)).toBe(true)
})

test.each([
  'author',
  'x-tokenizer',
  'x-max-tokens',
  'x-ratelimit-remaining-tokens',
  'monkey',
  'keyboard',
  'idempotency-key',
  'Idempotency-Key',
  'content-type',
  'openai-organization',
])('%s holds none', (name) => {
  expect(isSecretName(name)).toBe(false)
})

test.each([
  { name: 'key', isSecret: true },
  { name: 'api_key', isSecret: true },
  { name: 'apiKey', isSecret: true },
  { name: 'Authorization', isSecret: true },
  { name: 'password', isSecret: true },
  { name: 'access_token', isSecret: true },
  { name: 'prompt_cache_key', isSecret: false },
  { name: 'max_tokens', isSecret: false },
  { name: 'content', isSecret: false },
])('$name in a body: $isSecret', ({ name, isSecret }) => {
  expect(isSecretProperty(name)).toBe(isSecret)
})
