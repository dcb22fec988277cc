import {
  audioCompletion,
  authError,
  chatCompletion,
  citationCompletion,
  connectionReset,
  errorResponse,
  filteredCompletion,
  functionCallCompletion,
  imageCompletion,
  manyChoicesCompletion,
  parallelToolCallCompletion,
  rateLimitError,
  reasoningCompletion,
  refusalCompletion,
  toResponse,
  truncatedCompletion,
  truncatedStream,
} from '@chat-completion/fixtures'
import * as dialects from '@chat-completion/fixtures/dialects'
import { describe, expect, test } from 'vitest'
import { baseUrl, chatWith } from '../../test/chat.ts'
import { runCli } from '../../test/run-cli.ts'

test('the answer alone goes to standard output', async () => {
  const costly = reasoningCompletion.with({
    model: 'a/b',
    provider: 'Upstream',
    usage: {
      cost: 0.0000421,
      promptTokens: 1200,
      promptTokensDetails: { cachedTokens: 960 },
      completionTokensDetails: { reasoningTokens: 8 },
    },
  })
  const { exitCode, stdout, stderr } = await chatWith([costly])
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'The capital of France is Paris.\n' })
  expect(stderr).toMatchInlineSnapshot(`
    "Reasoning: France is a country; its capital is Paris.
    a/b by Upstream · 1,200 tokens in (960 cached), 14 out (8 reasoning) · 0.0000421 credits · first token 0.00 s, total 0.00 s
    "
  `)
})

type Reply = Parameters<typeof chatWith>[0]

interface Scenario {
  readonly name: string
  readonly answer: Reply[0]
  readonly exitCode?: number
  readonly stdout?: string
  readonly stderr: string
}

const behindOpenRouter = errorResponse.with({
  status: 403,
  body: { error: { message: 'Provider returned error', code: 403, metadata: { provider_name: 'X', raw: 'no tools' } } },
})

const paris = 'The capital of France is Paris.\n'

const ways = [
  { way: 'in pieces', parameters: ['Hi'] },
  { way: 'as a whole', parameters: ['Hi', '--no-stream'] },
]

const scenarios: Scenario[] = [
  {
    name: 'tool calls',
    answer: parallelToolCallCompletion,
    stderr: '→ get_weather({"city":"Paris"})\n→ get_time({"zone":"Europe/Paris"})\n',
  },
  { name: 'a call in the old way', answer: functionCallCompletion, stderr: '→ get_weather({"city":"Paris"})\n' },
  { name: 'a refusal', answer: refusalCompletion, exitCode: 1, stderr: 'Refused: I cannot help with that.\n' },
  {
    name: 'an answer that was cut off',
    answer: truncatedCompletion,
    exitCode: 1,
    stdout: 'The capital of France is\n',
    stderr: 'Cut off: the limit of tokens was reached (length)\n',
  },
  {
    name: 'an answer that was filtered',
    answer: filteredCompletion,
    exitCode: 1,
    stderr: 'Cut off: the filter of the provider stopped it (content_filter)\nThe answer has no text\n',
  },
  {
    name: 'an end of another kind',
    answer: chatCompletion.with({ choices: [{ finishReason: 'pause_turn' }] }),
    stdout: paris,
    stderr: 'Ended: the reason is "pause_turn"\n',
  },
  {
    name: 'citations',
    answer: citationCompletion,
    stdout: paris,
    stderr: '[1] Paris, https://example.com/paris\n',
  },
  {
    name: 'citations that are addresses',
    answer: chatCompletion.with({ citations: ['https://a.example', 'https://b.example'] }),
    stdout: paris,
    stderr: '[1] https://a.example\n[2] https://b.example\n',
  },
  { name: 'a picture', answer: imageCompletion, stdout: paris, stderr: 'Not shown: 1 image, --json has it all\n' },
  { name: 'speech', answer: audioCompletion, stderr: 'Spoken: The capital of France is Paris.\n' },
  {
    name: 'a choice that is counted from 1',
    answer: chatCompletion.with({ choices: [{ index: 1 }] }),
    stdout: paris,
    stderr: '',
  },
  { name: 'several choices', answer: manyChoicesCompletion, stdout: paris, stderr: '' },
]

describe.each(ways)('an answer $way shows', ({ parameters }) => {
  test.each(scenarios)('$name', async ({ answer, exitCode = 0, stdout = '', stderr }) => {
    const ran = await chatWith([answer], parameters)
    expect({ ...ran, mock: undefined }).toEqual({
      exitCode,
      stdout,
      stderr: expect.stringMatching(/^.*gpt-4o · \d+ tokens in, \d+ out · .*total 0\.00 s\n$/s),
      mock: undefined,
    })
    expect(ran.stderr.replace(/^gpt-4o .*\n/m, '')).toBe(stderr)
  })
})

test('--no-stream asks for a whole answer', async () => {
  const { mock } = await chatWith(['Paris'], ['Hi', '--no-stream'])
  expect(mock.requests[0]?.params).toEqual({ messages: [{ role: 'user', content: 'Hi' }] })
})

test('an endpoint that streams to nobody is understood', async () => {
  const fetch = async (): Promise<Response> => toResponse(reasoningCompletion.build())
  const { exitCode, stdout, stderr } = await runCli(['chat', 'Hi', '--base-url', baseUrl], { fetch })
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: paris })
  expect(stderr).toContain('Reasoning: France is a country; its capital is Paris.\n')
})

describe.each(Object.entries(dialects))('an answer in the way of %s', (_, dialect) => {
  test.each(ways)('$way shows its reasoning, its text and its calls', async ({ parameters }) => {
    const said = await chatWith([reasoningCompletion, { dialect }], parameters)
    expect(said).toMatchObject({ exitCode: 0, stdout: paris })
    expect(said.stderr.match(/^Reasoning: .*/gm)).toEqual(['Reasoning: France is a country; its capital is Paris.'])
    const calling = await chatWith([parallelToolCallCompletion, { dialect }], parameters)
    expect(calling).toMatchObject({ exitCode: 0, stdout: '' })
    expect(calling.stderr).toMatch(
      /→ get_weather\(\{"city": ?"Paris"\}\)\n→ get_time\(\{"zone": ?"Europe\/Paris"\}\)\n/,
    )
  })
})

interface Failure {
  readonly name: string
  readonly reply: Reply
  readonly stdout?: string
  readonly stderr: string
}

const limit = 'Rate limit reached: try again in 1 s. (status 429, code rate_limit_exceeded, request req_1, wait 0 s)'
const beginning = 'gpt-4o · no usage reported · first token 0.00 s, total 0.00 s\n'

const failures: Failure[] = [
  {
    name: 'a refused key',
    reply: [authError],
    stderr: 'error: Incorrect API key provided. (status 401, code invalid_api_key, request req_1)\n',
  },
  {
    name: 'a limit, after two tries more',
    reply: [rateLimitError.with({ headers: { 'retry-after': '0' } })],
    stderr: `${limit}: trying again in 0.0 s\n${limit}: trying again in 0.0 s\nerror: ${limit}\n`,
  },
  {
    name: 'a wrong request without a model',
    reply: [errorResponse.with({ status: 400 })],
    stderr:
      'error: The request is not valid. (status 400, type invalid_request_error, request req_1)\n' +
      'hint: no model was named, --model does it\n',
  },
  {
    name: 'a provider behind OpenRouter',
    reply: [behindOpenRouter],
    stderr: 'error: Provider returned error: no tools (provider X, status 403, request req_1)\n',
  },
  {
    name: 'a stream that ends too early',
    reply: [chatCompletion, { fault: truncatedStream({ after: 4 }) }],
    stdout: 'The capital of\n',
    stderr: `error: Cannot complete the answer: the stream ended before choice 0 was finished (stream-truncated)\n${beginning}`,
  },
  {
    name: 'a connection that breaks',
    reply: [chatCompletion, { fault: connectionReset({ after: 4 }) }],
    stdout: 'The capital of\n',
    stderr: `error: Cannot read on: the connection broke (disconnected)\n${beginning}`,
  },
  {
    name: 'an error in the middle',
    reply: [
      chatCompletion,
      { dialect: dialects.openRouter, done: false, last: dialects.openRouter.errors.midStream.build() },
    ],
    stdout: paris,
    stderr:
      'error: Provider disconnected (provider OpenAI, status 200, code 502, request req_1)\n' +
      'gpt-4o by OpenAI · 9 tokens in, 6 out · 0.0000825 credits · first token 0.00 s, total 0.00 s\n',
  },
]

describe('what fails is told, with what it can be found by', () => {
  test.each(failures)('$name', async ({ reply, stdout = '', stderr }) => {
    const ran = await chatWith(reply)
    expect(ran.exitCode).toBe(1)
    expect({ stdout: ran.stdout, stderr: ran.stderr }).toEqual({ stdout, stderr })
  })
})

test('no connection is a failure, without the rest of the address', async () => {
  const fetch = async (): Promise<never> => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) })
  }
  const url = 'http://127.0.0.1:9/v1?key=sk-abcdefgh12345678'
  const { exitCode, stdout, stderr } = await runCli(['chat', 'Hi', '--base-url', url], { fetch })
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toMatch(/\nerror: Cannot reach 127.0.0.1:9: ECONNREFUSED \(connection\)\n$/)
  expect(stderr).not.toContain('abcdefgh')
})

describe('--json', () => {
  test('prints the whole completion as it travels, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await chatWith([reasoningCompletion], ['Hi', '--json'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { reasoning: 'France is a country; its capital is Paris.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 9 },
    })
  })

  test('prints what had arrived, and the error apart', async () => {
    const reply: Reply = [chatCompletion, { fault: truncatedStream({ after: 4 }) }]
    const { exitCode, stdout, stderr } = await chatWith(reply, ['Hi', '--json'])
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^error: Cannot complete the answer: .* \(stream-truncated\)\n$/)
    expect(JSON.parse(stdout)).toMatchObject({ choices: [{ message: { content: 'The capital of' } }] })
  })

  test('prints nothing where nothing arrived', async () => {
    const { exitCode, stdout, stderr } = await chatWith([authError], ['Hi', '--json'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/^error: Incorrect API key/)
  })
})

test('--quiet shows the answer alone', async () => {
  const { stdout, stderr } = await chatWith([reasoningCompletion], ['Hi', '-q'])
  expect({ stdout, stderr }).toEqual({ stdout: paris, stderr: '' })
})

describe('the question', () => {
  const question = async (
    parameters: readonly string[],
    stdin?: readonly (string | Uint8Array)[],
  ): Promise<unknown> => {
    const { mock } = await chatWith(['Paris'], parameters, stdin && { stdin })
    return mock.requests[0]?.params.messages.at(-1)?.content
  }

  test.each([
    { name: 'words', parameters: ['The', 'capital?'], asked: 'The capital?' },
    { name: 'standard input', parameters: [], stdin: ['The capi', 'tal?\n'], asked: 'The capital?' },
    { name: 'both', parameters: ['Sum up:'], stdin: ['one\ntwo\n'], asked: 'Sum up:\n\none\ntwo' },
    { name: 'line ends of Windows', parameters: [], stdin: ['one\r\ntwo\r\n'], asked: 'one\ntwo' },
    { name: 'a character that is cut', parameters: [], stdin: [Uint8Array.of(0xc3), Uint8Array.of(0xa9)], asked: 'é' },
    { name: 'a byte order mark', parameters: [], stdin: [Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)], asked: 'a' },
  ])('of $name', async ({ parameters, stdin, asked }) => {
    expect(await question(parameters, stdin)).toBe(asked)
  })

  test.each([
    { name: 'nothing', stdin: [], message: 'error: Cannot ask: there is no question, give one or pipe it in\n' },
    {
      name: 'white space',
      stdin: [' \n\n'],
      message: 'error: Cannot ask: there is no question, give one or pipe it in\n',
    },
    {
      name: 'no text',
      stdin: [Uint8Array.of(0xff, 0xfe)],
      message: 'error: Cannot read stdin: it is not text in UTF-8\n',
    },
  ])('2 given $name', async ({ stdin, message }) => {
    const { exitCode, stderr, mock } = await chatWith(['Paris'], [], { stdin })
    expect({ exitCode, stderr, requests: mock.requests }).toEqual({ exitCode: 2, stderr: message, requests: [] })
  })
})

describe('what a model says is text to a terminal', () => {
  const evil = '\u001b]0;owned\u0007\u001b[31m\u009b2J\r'

  test.each(['character', 'word'] as const)('cut by the %s', async (by) => {
    const completion = reasoningCompletion.with({
      model: `m${evil}`,
      provider: `p${evil}`,
      citations: [`https://a.example/${evil}`],
      choices: [
        {
          finishReason: `odd${evil}`,
          message: {
            content: `a${evil}b`,
            reasoning: `c${evil}d`,
            toolCalls: [{ function: { name: `f${evil}`, arguments: `{"a":1}${evil}` } }],
          },
        },
      ],
    })
    const { stdout, stderr } = await chatWith([completion, { by }], ['Hi'], { columns: 80, env: { NO_COLOR: '1' } })
    expect(`${stdout}${stderr}`).not.toMatch(/(?!\n)\p{Cc}/u)
    expect(stdout).toBe('ab\n')
    expect(stderr).toContain('Reasoning: cd\n→ f({"a":1}')
  })

  test('in an error', async () => {
    const error = errorResponse.with({ status: 400, body: { error: { message: `No${evil}`, code: evil } } })
    const { stderr } = await chatWith([error])
    expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u)
  })

  test('in JSON', async () => {
    const { stdout } = await chatWith([`a${evil}b`], ['Hi', '--json'])
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u)
    expect(JSON.parse(stdout).choices[0].message.content).toBe(`a${evil}b`)
  })
})

test('an answer of megabytes is shown as it is', async () => {
  const text = `${'word \u001b[1m'.repeat(300_000)}end`
  const { stdout } = await chatWith([text, { by: 4096 }])
  expect(stdout.length).toBe(5 * 300_000 + 'end\n'.length)
})
