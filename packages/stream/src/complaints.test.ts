// What users of other libraries complain about in public, and what is right: a test for each, citing the issue.
import {
  choiceOf,
  finishReasonOf,
  hasToolCalls,
  reasoningOf,
  textOf,
  toMessageParam,
  toolCallsOf,
} from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import { readChatCompletionStream } from '@chat-completion/stream'
import { describe, expect, test } from 'vitest'
import { bytesOf, chunk, collect, cut, finish, from, read, singly, sse } from '../test/streams.ts'

const role = chunk({ role: 'assistant', content: '' })
const hello = sse(role, chunk({ content: 'Hel' }), chunk({ content: 'lo' }), finish, '[DONE]')
const usage: Wire.CompletionUsage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 }

const call = (fragment: object, choice: object = {}): object => chunk({ tool_calls: [fragment] }, choice)
const calling = chunk({}, { finish_reason: 'tool_calls' })

describe('reasoning', () => {
  test('anomalyco/opencode#4947, anomalyco/opencode#5332, moeru-ai/xsai#237, openai/openai-agents-js#791, musistudio/claude-code-router#1041: reasoning_content goes back to DeepSeek', async () => {
    const stream = sse(
      chunk({ reasoning_content: 'Let me ' }),
      chunk({ reasoning_content: 'see' }),
      chunk({ content: 'Hi' }),
      finish,
    )
    const { completion } = await read(stream)
    expect(toMessageParam(choiceOf(completion).message)).toMatchObject({
      reasoningContent: 'Let me see',
      content: 'Hi',
    })
  })

  test('huggingface/chat-ui#1664: reasoning_content is a field of the types', async () => {
    const { completion } = await read(sse(chunk({ reasoning_content: 'Hm' }), finish))
    const reasoning: string | null | undefined = completion.choices[0]?.message.reasoningContent
    expect(reasoning).toBe('Hm')
  })

  test.each([
    { key: 'reasoning', deltas: [{ reasoning: 'Let me ' }, { reasoning: 'see' }] },
    { key: 'reasoning_content', deltas: [{ reasoning_content: 'Let me ' }, { reasoning_content: 'see' }] },
    {
      key: 'reasoning_details',
      deltas: [
        { reasoning_details: [{ type: 'reasoning.text', text: 'Let me ', index: 0 }] },
        { reasoning_details: [{ type: 'reasoning.text', text: 'see', index: 0 }] },
      ],
    },
    {
      key: 'content',
      deltas: [
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Let me ' }] }] },
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'see' }] }] },
      ],
    },
  ])(
    'langgenius/dify-official-plugins#2740, strands-agents/harness-sdk#2182, run-llama/llama_index#21806: reasoning in $key is read alike',
    async ({ deltas }) => {
      const { completion } = await read(sse(...deltas.map((delta) => chunk(delta)), finish))
      expect(reasoningOf(completion)).toBe('Let me see')
    },
  )

  test('langchain-ai/langchainjs#10549, spring-projects/spring-ai#5265: reasoning is not lost', async () => {
    const stream = readChatCompletionStream(from([sse(chunk({ reasoning: 'a' }), chunk({ reasoning: 'b' }), finish)]))
    expect(await collect(stream.events())).toMatchObject([
      { type: 'reasoning-delta', text: 'a' },
      { type: 'reasoning-delta', text: 'b' },
      { type: 'finish' },
    ])
    expect((await stream.result()).completion.choices[0]?.message.reasoning).toBe('ab')
  })

  test('agno-agi/agno#5802: fragments of one block are merged, and its late signature is its own', async () => {
    const detail = { type: 'reasoning.text', format: 'anthropic-claude-v1', index: 0 }
    const { completion } = await read(
      sse(
        chunk({ reasoning_details: [{ ...detail, text: 'Let me ' }] }),
        chunk({ reasoning_details: [{ ...detail, text: 'see' }] }),
        chunk({ reasoning_details: [{ ...detail, signature: 'sig' }] }),
        chunk({ reasoning_details: [{ ...detail, index: 1, text: 'Again' }] }),
        finish,
      ),
    )
    expect(completion.choices[0]?.message.reasoningDetails).toEqual([
      { ...detail, text: 'Let me see', signature: 'sig' },
      { ...detail, index: 1, text: 'Again' },
    ])
  })

  test('langchain-ai/langchainjs#11699: details go back as they came, and an error in the stream is no text', async () => {
    const encrypted = { type: 'reasoning.encrypted', data: 'AAAA', format: 'google-gemini-v1', index: 1 }
    const { completion, error } = await read(
      sse(chunk({ content: 'Hi', reasoning_details: [encrypted] }), { error: { code: 502, message: 'Upstream died' } }),
    )
    expect(toMessageParam(choiceOf(completion).message).reasoningDetails).toEqual([encrypted])
    expect(textOf(completion)).toBe('Hi')
    expect(error).toMatchObject({ code: 'provider', message: 'Upstream died' })
  })

  test('OpenRouterTeam/openrouter-examples#67, NousResearch/hermes-agent#2997: thought signatures survive the stream', async () => {
    const extra_content = { google: { thought_signature: 'sig' } }
    const { completion } = await read(
      sse(
        call({ index: 0, id: 'c', function: { name: 'f', arguments: '{}' }, extra_content }),
        chunk({ thought_signature: 'a' }),
        chunk({ thought_signature: 'b' }),
        calling,
      ),
    )
    expect(completion.choices[0]?.message).toMatchObject({
      toolCalls: [{ extraContent: extra_content }],
      thought_signature: 'ab',
    })
  })
})

describe('server-sent events', () => {
  test('braintrustdata/braintrust-sdk-javascript#2091, musistudio/claude-code-router#1672: no cut breaks a character', async () => {
    const text = sse(chunk({ content: '漢字 – 😀' }), finish)
    for (const at of bytesOf(text).keys()) expect(textOf((await read(cut(text, [at]))).completion)).toBe('漢字 – 😀')
  })

  test('SillyTavern/SillyTavern#340, moeru-ai/xsai#9: a message in many pieces is one', async () => {
    expect(textOf((await read(singly(hello))).completion)).toBe('Hello')
  })

  test('vercel/ai#6200, praxis-proxy/praxis#739: CRLF, and no space after the colon', async () => {
    const result = await read(singly(hello.replaceAll('\n', '\r\n').replaceAll('data: ', 'data:')))
    expect(result).toMatchObject({ status: 'complete', repairs: [] })
    expect(textOf(result.completion)).toBe('Hello')
  })

  test('miruamel/xuan#194: LF alone ends lines', async () => {
    expect(await read(hello)).toMatchObject({ status: 'complete', repairs: [] })
  })

  test('SamSaffron/term-llm#454: data in several lines is joined', async () => {
    const pretty = JSON.stringify(chunk({ content: 'Hi' }), null, 1).replaceAll('\n', '\ndata: ')
    expect(textOf((await read(`data: ${pretty}\n\n${sse(finish)}`)).completion)).toBe('Hi')
  })

  test('agentic-os-org/ANOLISA#2209: a frame that cannot be parsed fails the answer, and no call is ready', async () => {
    const begin = call({ index: 0, id: 'c', function: { name: 'sh', arguments: '{"run":"rm -rf /tmp/x' } })
    const stream = readChatCompletionStream(
      from([sse(begin, '{"choices":[{"ind', call({ index: 0, function: { arguments: '"}' } }), calling)]),
    )
    const events: string[] = []
    await expect(
      (async () => {
        for await (const { type } of stream.events()) events.push(type)
      })(),
    ).rejects.toMatchObject({ code: 'invalid-json', message: expect.stringContaining('event 2') })
    expect(events).toEqual(['tool-call-start', 'tool-call-delta'])
    const { status, completion } = await stream.result()
    expect(status).toBe('failed')
    expect(toolCallsOf(completion)).toMatchObject([{ rawArguments: '{"run":"rm -rf /tmp/x' }])
  })

  test('openai/openai-go#227, pfrankov/obsidian-local-gpt#22, TannerMidd/minimal-chat#90: comments are signs of life, not JSON', async () => {
    const comments: string[] = []
    const result = await read(`: OPENROUTER PROCESSING\n\n${hello}`, {
      onKeepAlive: (comment) => comments.push(comment),
    })
    expect(result.status).toBe('complete')
    expect(comments).toEqual(['OPENROUTER PROCESSING'])
  })

  test.each([
    { name: 'an object', error: { error: { code: 502, message: 'No' } } },
    { name: 'a text', error: { error: 'No' } },
    { name: 'no envelope', error: { message: 'No', code: 502 } },
    { name: 'a detail', error: { detail: 'No' } },
    {
      name: 'a chunk with an error',
      error: chunk({ content: '' }, { finish_reason: 'error' }, { error: { code: 'server_error', message: 'No' } }),
    },
    {
      name: 'a choice with an error',
      error: chunk({ content: '' }, { finish_reason: 'error', error: { code: 502, message: 'No' } }),
    },
  ])(
    'diegosouzapw/OmniRoute#8210, open-octo/octo-agent#910, damianvtran/local-operator#223, vercel/ai#2720: an error as $name is no success',
    async ({ error }) => {
      const result = await read(sse(chunk({ content: 'Hi' }), error, '[DONE]'))
      expect(result).toMatchObject({ status: 'failed', error: { code: 'provider', message: 'No' } })
      expect(textOf(result.completion)).toBe('Hi')
    },
  )

  test('an error event that is no JSON is the provider’s word', async () => {
    const result = await read(`${sse(chunk({ content: 'Hi' }))}event: error\ndata: Internal error\n\n`)
    expect(result).toMatchObject({ status: 'failed', error: { code: 'provider', message: 'Internal error' } })
  })

  test.each(['{"reason":"overloaded"}', '{}', '{"id":"x","detail_text":"no"}', '[]'])(
    'an error event that says %s is an error',
    async (data) => {
      const result = await read(`${sse(chunk({ content: 'Hi' }), finish)}event: error\ndata: ${data}\n\n`)
      expect(result).toMatchObject({ status: 'failed', error: { code: 'provider' } })
    },
  )

  test('usage after an error is not lost', async () => {
    const result = await read(sse({ error: { message: 'No' } }, chunk({}, {}, { usage })))
    expect(result).toMatchObject({ status: 'failed', completion: { usage: { totalTokens: 12 } } })
  })

  test('waybarrios/vllm-mlx#101, perplexityai/api-discussion#209, diegosouzapw/OmniRoute#6777: finished without [DONE] is complete', async () => {
    expect((await read(hello.replace('data: [DONE]\n\n', ''))).status).toBe('complete')
    const open = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytesOf(sse(chunk({ content: 'Hi' }), finish))),
    })
    expect((await readChatCompletionStream(open, { stopAtFinish: true }).result()).status).toBe('complete')
  })

  test.each([
    { name: 'the end', end: '' },
    { name: '[DONE]', end: sse('[DONE]') },
  ])(
    'anomalyco/opencode#39968, LibreChat-AI/agents#493: $name without a finish reason is no success',
    async ({ end }) => {
      const result = await read(sse(chunk({ content: 'Hel' })) + end)
      expect(result).toMatchObject({ status: 'truncated', error: { code: 'stream-truncated' } })
      expect(textOf(result.completion)).toBe('Hel')
    },
  )

  test('openclaw/openclaw#98575, earendil-works/pi#6225: tool calls are there when the finish reason is not', async () => {
    const { status, completion } = await read(
      sse(call({ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } })),
    )
    expect(status).toBe('truncated')
    expect(toolCallsOf(completion)).toMatchObject([{ name: 'f', arguments: {} }])
  })

  test('openai/openai-node#1292, openai/openai-node#1206, openai/openai-node#499: no finish reason throws nothing away', async () => {
    const stream = readChatCompletionStream(from([sse(chunk({ content: 'Hel' }))]))
    const texts: unknown[] = []
    await expect(
      (async () => {
        for await (const { choices } of stream) texts.push(choices[0]?.delta.content)
      })(),
    ).rejects.toMatchObject({ code: 'stream-truncated' })
    expect(texts).toEqual(['Hel'])
    expect(textOf((await stream.result()).completion)).toBe('Hel')
  })

  test('framerslab/agentos#17, langchain-ai/langchain#35559: usage after the finish reason is read', async () => {
    const { completion } = await read(
      sse(chunk({ content: 'Hi' }), finish, { ...finish, choices: [], usage }, '[DONE]'),
    )
    expect(completion.usage?.totalTokens).toBe(12)
  })

  test('open-webui/open-webui#1759, josStorer/chatGPTBox#698, grafana/grafana-llm-app#790, run-llama/LlamaIndexTS#244: Azure’s first chunk has no choices', async () => {
    const first = {
      id: '',
      object: '',
      created: 0,
      model: '',
      choices: [],
      prompt_filter_results: [{ prompt_index: 0 }],
    }
    const { status, completion } = await read(sse(first) + hello)
    expect(status).toBe('complete')
    expect(completion).toMatchObject({
      id: 'c1',
      created: 1700000000,
      model: 'm',
      prompt_filter_results: [{ prompt_index: 0 }],
    })
  })

  test('vercel/ai#7417, anomalyco/opencode#1298: usage without choices is read', async () => {
    const { status, completion, repairs } = await read(sse(chunk({ content: 'Hi' }), finish, { usage }))
    expect(status).toBe('complete')
    expect(completion.usage?.promptTokens).toBe(9)
    expect(repairs.map(({ code }) => code)).toContain('missing-choices')
  })

  test('vercel/ai#1651: usage under x_groq is read', async () => {
    const { completion } = await read(
      sse(chunk({ content: 'Hi' }), chunk({}, { finish_reason: 'stop' }, { x_groq: { id: 'r', usage } })),
    )
    expect(completion.usage).toEqual({ promptTokens: 9, completionTokens: 3, totalTokens: 12 })
  })
})

describe('tool calls', () => {
  const whole = { index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }
  const made = [{ type: 'function', id: 'c', name: 'f', arguments: { a: 1 } }]

  test('openai/openai-python#3201: two fragments of one index in one chunk lose nothing', async () => {
    const fragments = [
      { ...whole, function: { name: 'f', arguments: '{"a"' } },
      { index: 0, function: { arguments: ':1}' } },
    ]
    const { completion } = await read(sse(chunk({ tool_calls: fragments }), calling))
    expect(toolCallsOf(completion)).toMatchObject(made)
  })

  test('LionSR/TeXRA#4575: ids, types and names that are sent again are not joined', async () => {
    const again = { ...whole, function: { name: 'f', arguments: '{"a"' } }
    const { completion } = await read(
      sse(call(again), call({ ...again, function: { name: 'f', arguments: ':1}' } }), calling),
    )
    expect(toolCallsOf(completion)).toMatchObject(made)
  })

  test('diegosouzapw/OmniRoute#6905: an index at first, then only the id', async () => {
    const { completion } = await read(
      sse(
        call({ ...whole, function: { name: 'f', arguments: '{"a"' } }),
        call({ index: 1, id: 'd', function: { name: 'g', arguments: '{' } }),
        call({ id: 'c', function: { arguments: ':1}' } }),
        call({ id: 'd', function: { arguments: '}' } }),
        calling,
      ),
    )
    expect(toolCallsOf(completion)).toMatchObject([...made, { id: 'd', name: 'g', arguments: {} }])
  })

  test('moeru-ai/xsai#235: arguments that are missing, null or empty add nothing', async () => {
    const begin = { ...whole, function: { name: 'f' } }
    const { completion } = await read(
      sse(
        call(begin),
        call({ index: 0, function: { arguments: null } }),
        call({ index: 0, function: { arguments: '' } }),
        call({ index: 0, function: { arguments: '{"a":1}' } }),
        calling,
      ),
    )
    expect(toolCallsOf(completion)).toMatchObject(made)
  })

  test.each([
    { name: 'empty', id: { id: '' } },
    { name: 'null', id: { id: null } },
    { name: 'missing', id: {} },
  ])(
    'lmstudio-ai/lmstudio-bug-tracker#830, farion1231/cc-switch#5093: an id that is $name is made up, and stays the same',
    async ({ id }) => {
      const { id: _, ...rest } = whole
      const text = sse(call({ ...rest, ...id }), calling)
      const [one, other] = [await read(text), await read(singly(text))]
      expect(toolCallsOf(one.completion)).toMatchObject([{ id: 'call_c1_0_0', name: 'f' }])
      expect(other).toEqual(one)
      expect(one.repairs.map(({ code }) => code)).toContain('tool-call-id')
    },
  )

  test('BerriAI/litellm#40040: a new id on each fragment is the call of its index', async () => {
    const { completion } = await read(
      sse(
        call({ ...whole, function: { name: 'f', arguments: '{"a"' } }),
        call({ index: 0, id: 'x', function: { name: 'f', arguments: ':1}' } }),
        calling,
      ),
    )
    expect(toolCallsOf(completion)).toMatchObject(made)
  })

  test('reused-index: parallel calls that all have index 0 are different calls', async () => {
    const { completion, repairs } = await read(
      sse(call(whole), call({ ...whole, id: 'd' }), call({ ...whole, id: 'e' }), calling),
    )
    expect(toolCallsOf(completion).map(({ id }) => id)).toEqual(['c', 'd', 'e'])
    expect(repairs).toMatchObject([{ code: 'reused-index', received: 0, count: 2 }])
  })

  test('reused-index: also where the call before had no arguments, and another name', async () => {
    const { completion } = await read(
      sse(call({ ...whole, function: { name: 'now', arguments: '' } }), call({ ...whole, id: 'd' }), calling),
    )
    expect(toolCallsOf(completion).map(({ id, name }) => [id, name])).toEqual([
      ['c', 'now'],
      ['d', 'f'],
    ])
  })

  test('vercel/ai#7238, ollama/ollama#7881: calls without an index are told apart by id', async () => {
    const { index: _, ...first } = whole
    const { completion } = await read(sse(chunk({ tool_calls: [first, { ...first, id: 'd' }] }), calling))
    expect(toolCallsOf(completion).map(({ id }) => id)).toEqual(['c', 'd'])
  })

  test('an index that begins at 1 leaves no hole', async () => {
    const { completion } = await read(sse(call({ ...whole, index: 1 }), calling))
    expect(toolCallsOf(completion)).toMatchObject(made)
  })

  test('anomalyco/opencode#14973, googleapis/python-genai#2868, openvinotoolkit/model_server#3927: finished with "stop" beside calls', async () => {
    const { completion } = await read(sse(call(whole), finish))
    expect([hasToolCalls(completion), finishReasonOf(completion)]).toEqual([true, 'stop'])
  })

  test('mastra-ai/mastra#14187, anomalyco/opencode#5139: finished with "tool_calls" without any', async () => {
    const { completion } = await read(sse(chunk({ content: 'Hi' }), calling))
    expect([hasToolCalls(completion), finishReasonOf(completion)]).toEqual([false, 'tool_calls'])
  })

  test('openai/openai-node#2023: custom tool calls are gathered', async () => {
    const { completion } = await read(
      sse(
        call({ index: 0, id: 'c', type: 'custom', custom: { name: 'sql', input: 'select' } }),
        call({ index: 0, custom: { input: ' 1' } }),
        calling,
      ),
    )
    expect(toolCallsOf(completion)).toEqual([{ type: 'custom', id: 'c', name: 'sql', input: 'select 1' }])
  })
})
