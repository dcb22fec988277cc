import { ChatCompletionError, type ProviderError } from '@chat-completion/core'
import {
  type CreateOptions,
  createChatCompletion,
  type RequestOptions,
  streamChatCompletion,
} from '@chat-completion/http'
import { describe, expect, test } from 'vitest'
import { answering, completion, ok, params, rejection, told } from '../../test/fetches.ts'

const apiKey = 'sk-or-v1-0123456789'

function create(answer: Response | Error | (() => Response), options: CreateOptions = {}) {
  return createChatCompletion(params, { apiKey, maxRetries: 0, ...answering(answer), ...options })
}

describe('no key is told', () => {
  const secret = 'sk-secret-0123456789'
  const places: { name: string; options: RequestOptions }[] = [
    { name: 'apiKey', options: { apiKey: secret } },
    { name: 'apiKey, from a function', options: { apiKey: async () => ` ${secret} ` } },
    { name: 'the environment', options: { apiKey: undefined, env: { OPENROUTER_API_KEY: secret } } },
    { name: 'a header with a scheme', options: { headers: { 'X-Upstream-Authorization': `Bearer ${secret}` } } },
    { name: 'a header alone', options: { headers: { 'x-goog-api-key': secret } } },
    { name: 'a cookie', options: { headers: { cookie: secret } } },
    { name: 'the query', options: { query: { key: secret } } },
    { name: 'the query of the base URL', options: { baseUrl: `http://h/v1?api_key=${secret}` } },
    { name: 'the provider’s query', options: { provider: { name: 'P', baseUrl: 'http://h', query: { sig: secret } } } },
    {
      name: 'the provider’s own key header',
      options: { provider: { name: 'P', baseUrl: 'http://h', keyHeader: 'x-gate' }, apiKey: secret },
    },
  ]
  const cause = Object.assign(new Error(`connect http://h?key=${secret}`), { config: { headers: { 'x-k': secret } } })
  const answers: { name: string; answer: Response | Error | (() => Response) }[] = [
    { name: 'a refusal', answer: Response.json({ error: { message: `Wrong key: ${secret}` } }, { status: 401 }) },
    {
      name: 'a refusal, all over',
      answer: Response.json(
        { error: { message: 'No', code: secret, type: secret, param: secret, metadata: { [secret]: [secret] } } },
        { status: 401, headers: { 'x-request-id': secret } },
      ),
    },
    {
      name: 'a refusal, escaped',
      answer: new Response(`{"error":{"message":"\\u0073k-secret-0123456789"}}`, { status: 401 }),
    },
    { name: 'a refusal in text', answer: new Response(`Wrong key: ${secret}`, { status: 401 }) },
    { name: 'a page', answer: new Response(`<p>${secret}`, { headers: { 'content-type': 'text/html' } }) },
    { name: 'an error in a 200', answer: Response.json({ error: { message: `Wrong key: ${secret}`, code: secret } }) },
    { name: 'text in a 200', answer: new Response(`Wrong key: ${secret}`) },
    { name: 'what is neither choices nor an error', answer: Response.json({ [secret]: secret }) },
    { name: 'an answer of the wrong shape', answer: Response.json({ ...completion, object: secret }) },
    { name: 'an error in the stream', answer: new Response(`data: {"error":{"message":"${secret}"}}\n\n`) },
    { name: 'no JSON in the stream', answer: new Response(`data: {${secret}\n\n`) },
    { name: 'the runtime’s error', answer: new TypeError('fetch failed', { cause }) },
    {
      name: 'an error that has the headers',
      answer: Object.assign(new Error('No'), { init: { headers: new Headers({ a: secret }) } }),
    },
    { name: 'a body that breaks', answer: () => failing(new Error(`Lost ${secret}`)) },
  ]
  function failing(error: Error): Response {
    return new Response(new ReadableStream({ pull: (controller) => controller.error(error) }))
  }

  describe.each(places)('given in $name', ({ options }) => {
    test.each(answers)('by $name', async ({ answer }) => {
      const seen: unknown[] = []
      const see = (value: unknown): unknown => seen.push(value)
      const all: CreateOptions = {
        ...options,
        onRequest: see,
        onResponse: see,
        onTryAgain: see,
        maxRetries: 0,
        mode: 'strict',
      }
      const error = await rejection(create(answer, all))
      expect(error).toBeInstanceOf(ChatCompletionError)
      expect(told(error)).not.toContain(secret)
      const { fetch } = answering(answer)
      const result = await streamChatCompletion(params, { apiKey, ...all, fetch }).result()
      expect(result.error).toBeInstanceOf(ChatCompletionError)
      expect(told(result.error)).not.toContain(secret)
      expect(told(seen)).not.toContain(secret)
    })
  })

  test('what the hook of another try is told', async () => {
    const seen: unknown[] = []
    const { fetch } = answering(
      Response.json({ error: { message: `Busy ${apiKey}` } }, { status: 503, headers: { 'retry-after': '0' } }),
      ok(),
    )
    await create(ok(), { fetch, maxRetries: 1, onTryAgain: (next) => seen.push(next) })
    expect(told(seen)).toContain('Busy ***')
    expect(told(seen)).not.toContain(apiKey)
  })

  test.each([
    { name: 'quotes and slashes', key: 'a"b\\c/d&e=f g+h%i' },
    { name: 'the letters of a pattern', key: '$&.*(x)[y]$1' },
  ])('a key of $name is hidden in every spelling', async ({ key }) => {
    for (const options of [{ apiKey: key }, { query: { key } }]) {
      const url = `http://h/?${new URLSearchParams({ key })}`
      for (const text of [key, JSON.stringify({ error: { message: key } }), url]) {
        const error = (await rejection(create(new Response(text, { status: 400 }), options))) as ProviderError
        for (const spelling of [key, JSON.stringify(key).slice(1, -1), url.slice(14)]) {
          expect(`${error.message} ${error.stack} ${JSON.stringify(error.body)}`).not.toContain(spelling)
        }
      }
    }
  })

  test('one key that begins another does not lay the rest open', async () => {
    const options = { apiKey: 'sk-abcd', query: { key: 'sk-abcd-and-more' } }
    const error = await rejection(create(new Response('Wrong: sk-abcd-and-more', { status: 400 }), options))
    expect(error).toMatchObject({ message: 'Wrong: ***' })
  })

  test('what is no key stays: the error is as the provider sent it, its cause the very same', async () => {
    const body = { error: { message: 'At most 4096 tokens', code: 400 } }
    const headers = { 'x-max-tokens': '4096' }
    expect(await rejection(create(Response.json(body, { status: 400 }), { headers }))).toMatchObject({ body })
    const failure = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })
    expect(await rejection(create(failure))).toMatchObject({ cause: failure })
    expect(((await rejection(create(failure))) as Error).cause).toBe(failure)
  })

  test('a placeholder as the key does not blot out the error', async () => {
    const answer = Response.json({ error: { message: 'A box of text', code: 'x' } }, { status: 400 })
    expect(await rejection(create(answer, { apiKey: 'x' }))).toMatchObject({
      message: 'A box of text',
      providerCode: 'x',
    })
  })

  test('a completion that has the key’s letters is the model’s word, and stays', async () => {
    const message = { role: 'assistant', content: apiKey }
    const answer = Response.json({ ...completion, choices: [{ index: 0, message, finish_reason: 'stop' }] })
    expect(await create(answer)).toMatchObject({ choices: [{ message: { content: apiKey } }] })
  })
})
