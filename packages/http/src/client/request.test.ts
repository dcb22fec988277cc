import * as http from '@chat-completion/http'
import {
  azure,
  createChatCompletion,
  ollama,
  openAI,
  openRouter,
  type Provider,
  type RequestOptions,
} from '@chat-completion/http'
import { describe, expect, test } from 'vitest'
import { type Asked, answering, ok, params, rejection, told } from '../../test/fetches.ts'

async function ask(options: RequestOptions, given = params): Promise<Asked> {
  const { fetch, asked } = answering(ok())
  await createChatCompletion(given, { apiKey: 'sk-key-1234', fetch, ...options })
  return asked[0] as Asked
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(new Headers(headers))
}

const presets = Object.values(http).filter(
  (value): value is Provider => typeof value === 'object' && 'name' in value && typeof value.name === 'string',
)

describe('the body', () => {
  test('parameters are camelCase here and snake_case on the wire; what the caller names stays as it is', async () => {
    const tools = [
      { type: 'function' as const, function: { name: 'f', parameters: { properties: { someKey: { maxLength: 3 } } } } },
    ]
    const { body } = await ask({}, { ...params, maxTokens: 9, topP: 0.5, tools, logitBias: { '50256': -100 } })
    expect(body).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      max_tokens: 9,
      top_p: 0.5,
      tools,
      logit_bias: { '50256': -100 },
    })
  })

  test('an answer as a whole is asked for without stream and its options, whatever the parameters say', async () => {
    const { body } = await ask({}, { ...params, stream: true, streamOptions: { includeUsage: true } })
    expect(body).toEqual({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })
  })

  test('extraBody is added in its own spelling, and counts more', async () => {
    const { body } = await ask({ extraBody: { top_k: 4, camelCase: true, model: 'other' } })
    expect(body).toMatchObject({ top_k: 4, camelCase: true, model: 'other' })
  })

  test('the parameters are not changed', async () => {
    const given = structuredClone(params)
    await ask({ extraBody: { model: 'other' } }, given)
    expect(given).toEqual(params)
  })
})

describe('the URL', () => {
  const deployment = 'https://r.openai.azure.com/openai/deployments/d'
  test.each<{ name: string; options: RequestOptions; url: string }>([
    { name: 'OpenRouter by default', options: {}, url: 'https://openrouter.ai/api/v1/chat/completions' },
    { name: 'a preset', options: { provider: openAI }, url: 'https://api.openai.com/v1/chat/completions' },
    {
      name: 'Azure with its api-version',
      options: { provider: azure, baseUrl: deployment },
      url: `${deployment}/chat/completions?api-version=2024-10-21`,
    },
    {
      name: 'Azure with another api-version',
      options: { provider: azure, baseUrl: deployment, query: { 'api-version': '2025-01-01-preview' } },
      url: `${deployment}/chat/completions?api-version=2025-01-01-preview`,
    },
    {
      name: 'Azure with the URL that its portal shows',
      options: { provider: azure, baseUrl: `${deployment}/chat/completions?api-version=2024-06-01` },
      url: `${deployment}/chat/completions?api-version=2024-06-01`,
    },
    { name: 'a slash at the end', options: { baseUrl: 'http://h/v1/' }, url: 'http://h/v1/chat/completions' },
    { name: 'slashes at the end', options: { baseUrl: 'http://h/v1//' }, url: 'http://h/v1/chat/completions' },
    { name: 'a host alone', options: { baseUrl: 'http://h:8080' }, url: 'http://h:8080/chat/completions' },
    {
      name: 'the whole URL',
      options: { baseUrl: 'http://h/v1/chat/completions' },
      url: 'http://h/v1/chat/completions',
    },
    {
      name: 'the whole URL and a slash',
      options: { baseUrl: 'http://h/chat/completions/' },
      url: 'http://h/chat/completions',
    },
    {
      name: 'a query of the base URL',
      options: { baseUrl: 'http://h/v1?key=1', query: { b: 'x y&z' } },
      url: 'http://h/v1/chat/completions?key=1&b=x+y%26z',
    },
    { name: 'white space around it', options: { baseUrl: ' http://h/v1 ' }, url: 'http://h/v1/chat/completions' },
    {
      name: 'a base URL from the environment',
      options: { env: { OPENROUTER_BASE_URL: 'http://gateway/v1\n' } },
      url: 'http://gateway/v1/chat/completions',
    },
    {
      name: 'the option before the environment',
      options: { provider: openAI, baseUrl: 'http://mine/v1', env: { OPENAI_BASE_URL: 'http://gateway/v1' } },
      url: 'http://mine/v1/chat/completions',
    },
  ])('is right given $name', async ({ options, url }) => {
    expect((await ask(options)).url).toBe(url)
  })

  test.each<{ name: string; options: RequestOptions; message: string }>([
    {
      name: 'no base URL',
      options: { provider: azure },
      message: 'Cannot call Azure OpenAI: no base URL, give `baseUrl` or set AZURE_OPENAI_BASE_URL',
    },
    {
      name: 'a provider without a place',
      options: { provider: { name: 'Mine' } },
      message: 'Cannot call Mine: no base URL, give `baseUrl`',
    },
    {
      name: 'no URL',
      options: { baseUrl: '/v1' },
      message: 'Cannot call the provider: its base URL is no URL',
    },
    {
      name: 'an empty base URL',
      options: { baseUrl: '' },
      message: 'Cannot call the provider: its base URL is no URL',
    },
    {
      name: 'another protocol',
      options: { baseUrl: 'file:///etc/passwd' },
      message: 'Cannot call the provider: its base URL begins with file:',
    },
    {
      name: 'credentials in it',
      options: { baseUrl: 'https://user:pass1234@h/v1' },
      message: 'Cannot call the provider: its base URL holds credentials, which fetch refuses',
    },
  ])('$name is a TypeError, before anything is sent', async ({ options, message }) => {
    const { fetch, asked } = answering(ok())
    const error = await rejection(createChatCompletion(params, { apiKey: 'sk-key-1234', fetch, ...options }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message })
    expect(asked).toEqual([])
  })
})

describe('the headers', () => {
  const attribution = { url: 'https://app.example', title: 'My App' }
  test.each<{ name: string; options: RequestOptions; headers: object }>([
    {
      name: 'JSON, and the key as a bearer',
      options: {},
      headers: { 'content-type': 'application/json', authorization: 'Bearer sk-key-1234' },
    },
    {
      name: 'Azure’s key header',
      options: { provider: azure, baseUrl: 'https://r.example' },
      headers: { 'api-key': 'sk-key-1234' },
    },
    {
      name: 'OpenRouter’s attribution',
      options: { attribution },
      headers: { 'http-referer': 'https://app.example', 'x-openrouter-title': 'My App' },
    },
    {
      name: 'headers of the caller’s own, before the client’s',
      options: { headers: { 'X-Title': 'Own', 'Content-Type': 'application/json; charset=utf-8' } },
      headers: { 'x-title': 'Own', 'content-type': 'application/json; charset=utf-8' },
    },
    {
      name: 'a key with white space around it, as files have it',
      options: { apiKey: ' sk-key-1234\n' },
      headers: { authorization: 'Bearer sk-key-1234' },
    },
  ])('carry $name', async ({ options, headers }) => {
    expect((await ask(options)).headers).toMatchObject(headers)
  })

  test('carry none whose value is undefined', async () => {
    const { url, headers } = await ask({ headers: { 'x-a': undefined, 'x-b': '1' }, query: { a: undefined, b: '1' } })
    expect(headers).not.toHaveProperty('x-a')
    expect(headers).toMatchObject({ 'x-b': '1' })
    expect(url).toMatch(/\?b=1$/)
  })

  test('a query of the provider’s stays where the caller’s is undefined', async () => {
    const { url } = await ask({ provider: azure, baseUrl: 'https://r.example', query: { 'api-version': undefined } })
    expect(url).toMatch(/\?api-version=2024-10-21$/)
  })

  test('another provider is not told of the app', async () => {
    const { headers } = await ask({ provider: openAI, attribution })
    expect(told(headers)).not.toContain('app.example')
  })

  test.each([
    { name: 'a line break in the key', options: { apiKey: 'sk-key\n1234' } },
    { name: 'a letter that is not Latin in the key', options: { apiKey: 'sk-kéy-ключ' } },
    { name: 'a line break in a header', options: { headers: { 'x-key': 'sk-key\r\nx: 1234' } } },
    { name: 'a letter that is not Latin in a header', options: { headers: { authorization: 'ключ' } } },
    { name: 'a name that is none', options: { headers: { 'x key': 'sk-key' } } },
    { name: 'a key that a function gives', options: { apiKey: async () => 'sk-key\n1234' } },
    { name: 'a title that is not Latin', options: { attribution: { title: 'ключ' } } },
  ])('$name is a TypeError that does not tell it', async ({ options }) => {
    const error = await rejection(ask(options))
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toMatch(/^Cannot send the header "[\w -]+": headers cannot carry its name or/)
    expect(told(error)).not.toMatch(/sk-k|ключ/)
  })
})

describe('the key', () => {
  const env = { OPENROUTER_API_KEY: ' sk-or-environment\n', OPENAI_API_KEY: 'sk-openai', EMPTY: '' }
  const own = { name: 'Own', baseUrl: 'http://own/v1' }
  test.each<{ name: string; options: RequestOptions; key: string | undefined }>([
    { name: 'the environment’s', options: { env }, key: 'Bearer sk-or-environment' },
    {
      name: 'an environment that is a function',
      options: { env: (name) => env[name as keyof typeof env] },
      key: 'Bearer sk-or-environment',
    },
    { name: 'the provider’s', options: { env, provider: openAI }, key: 'Bearer sk-openai' },
    { name: 'the option first', options: { env, apiKey: 'sk-option' }, key: 'Bearer sk-option' },
    { name: 'a function', options: { env, apiKey: () => 'sk-function' }, key: 'Bearer sk-function' },
    { name: 'none for a base URL of one’s own', options: { env, baseUrl: 'http://own/v1' }, key: undefined },
    { name: 'none for a provider that names none', options: { env, provider: own }, key: undefined },
    {
      name: 'the option, for a base URL of one’s own',
      options: { env, baseUrl: 'http://own/v1', apiKey: 'sk-own' },
      key: 'Bearer sk-own',
    },
    {
      name: 'a header of one’s own',
      options: { env, baseUrl: 'http://own/v1', headers: { Authorization: 'Basic abc' } },
      key: 'Basic abc',
    },
    {
      name: 'a header of one’s own where the provider wants one',
      options: { headers: { Authorization: 'Basic abc' } },
      key: 'Basic abc',
    },
    {
      name: 'a header of one’s own before the environment’s',
      options: { env, headers: { Authorization: 'Basic abc' } },
      key: 'Basic abc',
    },
    {
      name: 'none where it is empty, for a base URL of one’s own',
      options: { apiKey: '', baseUrl: 'http://own/v1' },
      key: undefined,
    },
    {
      name: 'none where it is empty, for a provider that needs none',
      options: { apiKey: '', provider: ollama },
      key: undefined,
    },
  ])('is $name', async ({ options, key }) => {
    expect((await ask({ apiKey: undefined, ...options })).headers.authorization).toBe(key)
  })

  test.each([
    { name: 'no environment', env: undefined },
    { name: 'an environment without it', env: {} },
    { name: 'a blank variable', env: { OPENROUTER_API_KEY: ' ' } },
    { name: 'what is no text', env: { OPENROUTER_API_KEY: 7 } },
    { name: 'the key of another provider', env: { OPENAI_API_KEY: 'sk-openai' } },
  ])('given $name, its lack is a TypeError before anything is sent', async ({ env }) => {
    const { fetch, asked } = answering(ok())
    const error = await rejection(createChatCompletion(params, { fetch, env }))
    expect(error).toEqual(new TypeError('Cannot call OpenRouter: no API key, give `apiKey` or set OPENROUTER_API_KEY'))
    expect(asked).toEqual([])
  })

  test.each<{ name: string; options: RequestOptions }>([
    { name: 'an empty key', options: { apiKey: '' } },
    { name: 'a blank key', options: { apiKey: ' \n' } },
    { name: 'an empty key in place of the environment’s', options: { apiKey: '', env } },
    { name: 'a function that gives an empty key', options: { apiKey: async () => '' } },
    { name: 'an empty header', options: { headers: { authorization: '' } } },
    { name: 'an undefined header', options: { headers: { authorization: undefined } } },
    { name: 'the key header of another provider', options: { headers: { 'api-key': 'sk-azure' } } },
  ])('$name counts as none', async ({ options }) => {
    const { fetch, asked } = answering(ok())
    const error = await rejection(createChatCompletion(params, { fetch, ...options }))
    expect(error).toEqual(new TypeError('Cannot call OpenRouter: no API key, give `apiKey` or set OPENROUTER_API_KEY'))
    expect(asked).toEqual([])
  })

  test.each([{ 'Api-Key': 'sk-azure' }, { Authorization: 'Bearer token' }])(
    'of a provider with a header for it may be in either header: %o',
    async (headers) => {
      const env = { AZURE_OPENAI_API_KEY: 'sk-environment' }
      const asked = await ask({ provider: azure, baseUrl: 'https://r.example', apiKey: undefined, env, headers })
      expect(asked.headers).toMatchObject(lowerCased(headers))
      expect(told(asked)).not.toContain('sk-environment')
    },
  )

  test('a function is asked before each try', async () => {
    let count = 0
    const { fetch, asked } = answering(new Response('', { status: 500, headers: { 'retry-after': '0' } }), ok())
    const apiKey = async () => `sk-token-${++count}`
    await createChatCompletion(params, { fetch, apiKey })
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-token-1', 'Bearer sk-token-2'])
  })

  test('a function that fails fails the call, with its own error', async () => {
    const failure = new Error('No token')
    expect(await rejection(ask({ apiKey: () => Promise.reject(failure) }))).toBe(failure)
  })
})

describe('the presets', () => {
  test('are there', () => {
    expect(presets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['OpenRouter', 'OpenAI', 'Groq', 'Azure OpenAI']),
    )
    expect(presets.length).toBeGreaterThan(20)
  })

  test.each(presets)('$name is plain data, at a URL that can be called', async (provider) => {
    expect(JSON.parse(JSON.stringify(provider))).toEqual(provider)
    const { url } = await ask({ provider, ...(provider === azure && { baseUrl: 'https://r.example' }) })
    expect(url).toMatch(/^(?:https:\/\/|http:\/\/localhost:).+[^/]\/chat\/completions(?:\?api-version=\S+)?$/)
  })

  test.each(presets)('$name names its key, unless it is local', ({ baseUrl = '', keyVariable }) => {
    expect(keyVariable === undefined).toBe(baseUrl.startsWith('http://localhost'))
  })

  test('no two share a name, a URL or a key', () => {
    for (const key of ['name', 'baseUrl', 'keyVariable'] as const) {
      const values = presets.map((preset) => preset[key]).filter(Boolean)
      expect(new Set(values).size).toBe(values.length)
    }
  })

  test('OpenRouter is the default', async () => {
    expect((await ask({})).url).toContain(openRouter.baseUrl)
  })
})
