// Holds what the page says of their parser, which types cannot hold.
import {
  type ChatCompletion,
  type ChatCompletionCreateParams,
  createParamsToWire,
  ProviderError,
} from '@chat-completion/core'
import { safeParseChatCompletion } from '@chat-completion/validators'
import { type ChatRequest, chatRequestToJSON, chatResultFromJSON } from '@openrouter/sdk/models'
import { describe, expect, test } from 'vitest'

/** What their parser accepts as it is. */
function answer({ message = {}, choice = {}, ...completion }: Record<string, object | string | number | null>): object {
  return {
    id: 'gen-1',
    object: 'chat.completion',
    created: 1700000000,
    model: 'example/model',
    system_fingerprint: null,
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: 'Paris', ...Object(message) },
        ...Object(choice),
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
    ...completion,
  }
}

function readByTheirs(body: object): unknown {
  const result = chatResultFromJSON(JSON.stringify(body))
  return result.ok ? result.value : undefined
}

function readByOurs(body: object): ChatCompletion {
  const result = safeParseChatCompletion(body)
  if (!result.success) throw result.error
  return result.value
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }

test('both take an answer that has all that both require', () => {
  expect(readByTheirs(answer({}))).toMatchObject(readByOurs(answer({})))
})

describe('theirs rejects, and ours takes, an answer', () => {
  const { system_fingerprint: _, ...withoutFingerprint } = answer({}) as { system_fingerprint: null }

  test.each([
    { name: 'without a system fingerprint', body: withoutFingerprint },
    { name: 'whose tool calls are null', body: answer({ message: { tool_calls: null } }) },
    { name: 'whose usage is null', body: answer({ usage: null }) },
    { name: 'whose time is a fraction', body: answer({ created: 6764.71 }) },
    { name: 'whose counts are fractions', body: answer({ usage: { ...usage, prompt_tokens: 7037.32 } }) },
    {
      name: 'with a custom tool call',
      body: answer({ message: { tool_calls: [{ id: '1', type: 'custom', custom: { name: 'sql', input: '' } }] } }),
    },
    {
      name: 'with the cost details of OpenRouter’s own documentation',
      body: answer({ usage: { ...usage, cost_details: { upstream_inference_cost: 19 } } }),
    },
  ])('$name', ({ body }) => {
    expect(readByTheirs(body)).toBeUndefined()
    expect(() => readByOurs(body)).not.toThrow()
  })
})

test('an error with status 200 is rejected by theirs, and a ProviderError for ours', () => {
  const body = { error: { message: 'Too many', code: 429 } }
  expect(readByTheirs(body)).toBeUndefined()
  expect(() => readByOurs(body)).toThrow(ProviderError)
})

const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }

describe('of an answer theirs drops, and ours keeps,', () => {
  test.each([
    { name: 'the provider', body: answer({ provider: 'kept' }) },
    { name: 'the native finish reason', body: answer({ choice: { native_finish_reason: 'kept' } }) },
    {
      name: 'annotations',
      body: answer({ message: { annotations: [{ type: 'url_citation', url_citation: { url: 'kept' } }] } }),
    },
    { name: 'reasoning_content', body: answer({ message: { reasoning_content: 'kept' } }) },
    {
      name: 'Gemini’s signature',
      body: answer({
        message: { tool_calls: [{ ...call, extra_content: { google: { thought_signature: 'kept' } } }] },
      }),
    },
    {
      name: 'a new key of a known kind',
      body: answer({ message: { reasoning_details: [{ type: 'reasoning.text', text: 'Easy.', tomorrow: 'kept' }] } }),
    },
    { name: 'an unknown key', body: answer({ tomorrow: 'kept' }) },
  ])('$name', ({ body }) => {
    expect(readByTheirs(body)).toBeDefined()
    expect(JSON.stringify(readByTheirs(body))).not.toContain('kept')
    expect(JSON.stringify(readByOurs(body))).toContain('kept')
  })
})

describe('a kind that is not listed', () => {
  const detail = { type: 'reasoning.tomorrow', some_key: 1 }
  const body = answer({ message: { reasoning_details: [detail] } })

  test('is wrapped by theirs', () => {
    const wrapped = { type: 'UNKNOWN', raw: detail }
    expect(readByTheirs(body)).toMatchObject({ choices: [{ message: { reasoningDetails: [wrapped] } }] })
  })

  test('stays what it was in ours', () => {
    expect(readByOurs(body)).toMatchObject({ choices: [{ message: { reasoningDetails: [detail] } }] })
  })
})

test('content in parts is in `content` in theirs, and its text in ours', () => {
  const content = [{ type: 'text', text: 'Paris' }]
  const body = answer({ message: { content } })
  expect(readByTheirs(body)).toMatchObject({ choices: [{ message: { content } }] })
  expect(readByOurs(body)).toMatchObject({ choices: [{ message: { content: 'Paris', contentParts: content } }] })
})

describe('of a request theirs drops, and ours sends,', () => {
  const asked = { role: 'assistant', content: 'Hm.' } as const

  test.each<{ name: string; params: ChatCompletionCreateParams }>([
    { name: 'keys of OpenAI', params: { messages: [], safetyIdentifier: 'kept' } },
    { name: 'reasoning that DeepSeek demands back', params: { messages: [{ ...asked, reasoningContent: 'kept' }] } },
    {
      name: 'the signature that Gemini demands back',
      params: {
        messages: [{ ...asked, toolCalls: [{ ...call, type: 'function', extraContent: { google: 'kept' } }] }],
      },
    },
    { name: 'what a custom tool is', params: { messages: [], tools: [{ type: 'custom', custom: { name: 'kept' } }] } },
  ])('$name', ({ params }) => {
    expect(chatRequestToJSON(params as ChatRequest)).not.toContain('kept')
    expect(JSON.stringify(createParamsToWire(params))).toContain('kept')
  })
})

test('a request without `stream` is sent with it by theirs, as it is by ours', () => {
  expect(JSON.parse(chatRequestToJSON({ messages: [] }))).toEqual({ messages: [], stream: false })
  expect(createParamsToWire({ messages: [] })).toEqual({ messages: [] })
})

test('null in a request is rejected by theirs, and sent by ours', () => {
  expect(() => chatRequestToJSON({ messages: [], model: null } as unknown as ChatRequest)).toThrow()
  expect(createParamsToWire({ messages: [], model: null })).toEqual({ messages: [], model: null })
})
