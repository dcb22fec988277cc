import { createClient, groq, ollama, openAI, openRouter, type RequestOptions } from '@chat-completion/http'
import { describe, expect, test } from 'vitest'
import { type Asked, answering, ok, params, rejection, sse, told } from '../../test/fetches.ts'

async function ask(options: RequestOptions, own: RequestOptions): Promise<Asked[]> {
  const { fetch, asked } = answering(ok)
  const client = createClient({ fetch, apiKey: 'sk-client', ...options })
  await client.createChatCompletion(params, own)
  await client.streamChatCompletion(params, own).result()
  return asked
}

describe('a call of a client', () => {
  const url = 'https://api.groq.com/openai/v1/chat/completions'
  test.each<{ name: string; options: RequestOptions; own: RequestOptions; asked: object }>([
    {
      name: 'has the client’s options',
      options: { provider: groq, headers: { 'x-a': '1' }, query: { q: '1' }, extraBody: { top_k: 1 } },
      own: {},
      asked: { url: `${url}?q=1`, headers: { 'x-a': '1', authorization: 'Bearer sk-client' }, body: { top_k: 1 } },
    },
    {
      name: 'prefers its own',
      options: { provider: groq, baseUrl: 'http://gateway/v1' },
      own: { baseUrl: 'http://other/v1', apiKey: 'sk-own' },
      asked: { url: 'http://other/v1/chat/completions', headers: { authorization: 'Bearer sk-own' } },
    },
    {
      name: 'adds its headers, query and extra body',
      options: { headers: { 'x-a': '1', 'X-B': '1' }, query: { a: '1', b: '1' }, extraBody: { a: 1, b: 1 } },
      own: { headers: { 'x-b': '2' }, query: { b: '2' }, extraBody: { b: 2 } },
      asked: {
        url: 'https://openrouter.ai/api/v1/chat/completions?a=1&b=2',
        headers: { 'x-a': '1', 'x-b': '2' },
        body: { a: 1, b: 2 },
      },
    },
    {
      name: 'does not forget the client’s options for one that is undefined',
      options: { provider: groq },
      own: { provider: undefined, apiKey: undefined, baseUrl: undefined, headers: undefined, query: undefined },
      asked: { url, headers: { authorization: 'Bearer sk-client' } },
    },
    {
      name: 'may name the same provider',
      options: { provider: groq, baseUrl: 'http://gateway/v1' },
      own: { provider: groq },
      asked: { url: 'http://gateway/v1/chat/completions', headers: { authorization: 'Bearer sk-client' } },
    },
    {
      name: 'sends another provider neither the client’s key nor to its URL',
      options: { provider: groq, baseUrl: 'http://gateway/v1', env: { OPENAI_API_KEY: 'sk-openai' } },
      own: { provider: openAI },
      asked: {
        url: 'https://api.openai.com/v1/chat/completions',
        headers: { authorization: 'Bearer sk-openai' },
      },
    },
    {
      name: 'may name the default provider',
      options: { baseUrl: undefined },
      own: { provider: openRouter },
      asked: { headers: { authorization: 'Bearer sk-client' } },
    },
    {
      name: 'may name the same base URL',
      options: { provider: groq, headers: { 'x-a': '1' } },
      own: { baseUrl: 'https://api.groq.com/openai/v1' },
      asked: { url, headers: { 'x-a': '1', authorization: 'Bearer sk-client' } },
    },
    {
      name: 'does not forget the client’s headers and query for those that are undefined',
      options: { provider: groq, headers: { 'x-a': '1' }, query: { q: '1' } },
      own: { headers: { 'x-a': undefined }, query: { q: undefined } },
      asked: { url: `${url}?q=1`, headers: { 'x-a': '1' } },
    },
    {
      name: 'sends another base URL none of the client’s headers and query, even with a key of its own',
      options: { provider: groq, headers: { 'x-a': '1' }, query: { q: '1' }, extraBody: { a: 1 } },
      own: { baseUrl: 'http://other/v1', apiKey: 'sk-own' },
      asked: {
        url: 'http://other/v1/chat/completions',
        headers: { authorization: 'Bearer sk-own' },
        body: { a: 1 },
      },
    },
    {
      name: 'may have another base URL of a provider that it names, for the environment’s key',
      options: { provider: groq, env: { GROQ_API_KEY: 'gsk-environment' } },
      own: { provider: groq, baseUrl: 'http://other/v1' },
      asked: { url: 'http://other/v1/chat/completions', headers: { authorization: 'Bearer gsk-environment' } },
    },
  ])('$name', async ({ options, own, asked }) => {
    expect(await ask(options, own)).toMatchObject([asked, asked])
  })

  const everything: RequestOptions = {
    apiKey: 'sk-client',
    headers: { authorization: 'Bearer sk-client', 'x-token': 'sk-client' },
    query: { token: 'sk-client' },
  }
  test.each<{ name: string; options: RequestOptions; own: RequestOptions }>([
    {
      name: 'another provider',
      options: { ...everything, provider: groq, baseUrl: 'http://sk-client/v1', extraBody: { token: 'sk-client' } },
      own: { provider: openAI, apiKey: 'sk-own' },
    },
    {
      name: 'a provider, where the client has but a base URL',
      options: { ...everything, baseUrl: 'http://sk-client/v1', extraBody: { token: 'sk-client' } },
      own: { provider: openRouter, apiKey: 'sk-own' },
    },
    {
      name: 'another base URL',
      options: { ...everything, baseUrl: 'http://gateway/v1' },
      own: { baseUrl: 'http://other/v1' },
    },
    {
      name: 'a base URL, where the client has none',
      options: everything,
      own: { baseUrl: 'http://other/v1' },
    },
    {
      name: 'another base URL with a key in a header of its own',
      options: { ...everything, provider: groq, env: { GROQ_API_KEY: 'sk-client' } },
      own: { baseUrl: 'http://other/v1', headers: { authorization: 'Bearer sk-own' } },
    },
    {
      name: 'another base URL of the same provider',
      options: { ...everything, provider: ollama },
      own: { provider: ollama, baseUrl: 'http://other/v1' },
    },
  ])('sends nothing of what may be secret to $name', async ({ options, own }) => {
    const [whole, stream] = await ask(options, own)
    expect(told([whole, stream])).not.toContain('sk-client')
  })

  test.each<{ name: string; options: RequestOptions }>([
    { name: 'the client’s key', options: {} },
    { name: 'the environment’s key', options: { apiKey: undefined, env: { GROQ_API_KEY: 'gsk-environment' } } },
  ])('with another base URL is a TypeError rather than sent $name', async ({ options }) => {
    const error = await rejection(ask({ provider: groq, ...options }, { baseUrl: 'http://other/v1' }))
    expect(error).toEqual(new TypeError('Cannot call Groq: no API key, give `apiKey` or set GROQ_API_KEY'))
  })

  test('does not send the environment’s key to a base URL of its own', async () => {
    const env = { OPENROUTER_API_KEY: 'sk-or-environment' }
    const [asked] = await ask({ env, apiKey: undefined }, { baseUrl: 'http://own/v1' })
    expect(asked?.headers).not.toHaveProperty('authorization')
  })

  test('of another provider whose key nobody has is a TypeError', async () => {
    const error = await rejection(ask({ provider: groq }, { provider: openAI }))
    expect(error).toEqual(new TypeError('Cannot call OpenAI: no API key, give `apiKey` or set OPENAI_API_KEY'))
  })

  test('leaves the client as it was', async () => {
    const { fetch, asked } = answering(() => ok())
    const client = createClient({ fetch, apiKey: 'sk-client', headers: { 'x-a': '1' } })
    await client.createChatCompletion(params, { apiKey: 'sk-own', headers: { 'x-a': '2' } })
    await client.createChatCompletion(params)
    expect(asked[1]?.headers).toMatchObject({ 'x-a': '1', authorization: 'Bearer sk-client' })
  })
})

test('the methods need no object', async () => {
  const { createChatCompletion, streamChatCompletion } = createClient({ apiKey: 'sk-client', fetch: async () => ok() })
  expect(await createChatCompletion(params)).toMatchObject({ model: 'm' })
  expect(await streamChatCompletion(params).result()).toMatchObject({ status: 'complete' })
})

test('the client’s options of a stream count for streams', async () => {
  const ends: string[] = []
  const fetch = async () => new Response(sse('Hello'))
  const client = createClient({ apiKey: 'sk-client', fetch, onEnd: ({ status }) => ends.push(status) })
  await client.streamChatCompletion(params).result()
  expect(ends).toEqual(['complete'])
})

test('a client can be made without anything; the key is missed when it is used', async () => {
  const client = createClient()
  expect(await rejection(client.createChatCompletion(params))).toBeInstanceOf(TypeError)
  expect(() => client.streamChatCompletion(params)).toThrow(TypeError)
})
