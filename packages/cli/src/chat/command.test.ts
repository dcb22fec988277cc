import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMock } from '@chat-completion/mock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { baseUrl, chatWith } from '../../test/chat.ts'
import { runCli } from '../../test/run-cli.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

const tool = { type: 'function', function: { name: 'now', parameters: { type: 'object', the_key: {} } } }

async function paramsOf(...parameters: readonly string[]): Promise<unknown> {
  const { mock } = await chatWith(['Paris'], ['Hi', ...parameters])
  return mock.requests[0]?.params
}

describe('what is asked for', () => {
  test('nothing but the question without options', async () => {
    expect(await paramsOf()).toEqual({
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      streamOptions: { includeUsage: true },
    })
  })

  test('the options', async () => {
    const parameters = ['--model', 'a/b', '--temperature', '0.7', '--max-tokens', '500', '--reasoning', 'low']
    expect(await paramsOf(...parameters)).toMatchObject({
      model: 'a/b',
      temperature: 0.7,
      maxTokens: 500,
      reasoningEffort: 'low',
    })
  })

  test('a number that begins with its point', async () => {
    expect(await paramsOf('--temperature', '.5')).toMatchObject({ temperature: 0.5 })
  })

  test('OpenAI is told the limit by its own name', async () => {
    const mock = createMock()
    mock.reply('Paris')
    const parameters = ['chat', 'Hi', '--provider', 'OpenAI', '--max-tokens', '5']
    await runCli(parameters, { fetch: mock.fetch, env: { OPENAI_API_KEY: 'test' } })
    expect(mock.requests[0]).toMatchObject({
      url: 'https://api.openai.com/v1/chat/completions',
      params: { maxCompletionTokens: 5 },
    })
  })

  test('OpenRouter is told how much to reason in its own way', async () => {
    const mock = createMock()
    mock.reply('Paris')
    await runCli(['chat', 'Hi', '--reasoning', 'high'], { fetch: mock.fetch, env: { OPENROUTER_API_KEY: 'test' } })
    expect(mock.requests[0]?.params).toMatchObject({ reasoning: { effort: 'high' } })
  })

  test('what the model is told first, as text or from a file', async () => {
    const file = await fileWith('system.txt', 'Be brief.\r\n')
    const told = { messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }] }
    expect(await paramsOf('--system', 'Be brief.')).toMatchObject(told)
    expect(await paramsOf('--system', `@${file}`)).toMatchObject(told)
  })

  test('tools, whose own keys stay as they are', async () => {
    const file = await fileWith('tools.json', JSON.stringify([tool]))
    expect(await paramsOf('--tools', file)).toMatchObject({ tools: [tool] })
  })
})

describe('2 for wrong usage', () => {
  test.each([
    { parameters: ['--provider', 'opnai'], message: 'Name one of these: openrouter, anthropic,' },
    { parameters: ['--temperature', 'hot'], message: 'Write a number, such as 0.7.' },
    { parameters: ['--max-tokens', '0'], message: 'Write a whole number from 1, such as 500.' },
    {
      parameters: ['--reasoning', 'much'],
      message: 'Allowed choices are none, minimal, low, medium, high, xhigh, max.',
    },
    {
      parameters: ['--base-url', 'ftp://a.example'],
      message: 'error: Cannot call a.example: its base URL begins with ftp:\n',
    },
    { parameters: ['--base-url', 'nowhere'], message: 'error: Cannot call the endpoint: its base URL is no URL\n' },
    { parameters: ['--system', '@nowhere.txt'], message: 'error: Cannot read nowhere.txt: there is no such file\n' },
    { parameters: ['--tools', 'nowhere.json'], message: 'error: Cannot read nowhere.json: there is no such file\n' },
  ])('$parameters', async ({ parameters, message }) => {
    const { exitCode, stdout, stderr, mock } = await chatWith(['Paris'], ['Hi', ...parameters])
    expect({ exitCode, stdout, requests: mock.requests }).toEqual({ exitCode: 2, stdout: '', requests: [] })
    expect(stderr).toContain(message)
  })

  test.each([
    { content: '[', message: 'it is not JSON, it starts with "["' },
    { content: '[]', message: 'it is no list of tools, such as [{"type":"function","function":{"name":"now"}}]' },
    { content: '[{"type":"function"}]', message: 'tools[0].function' },
    { content: Uint8Array.of(0xff), message: 'it is not text in UTF-8' },
  ])('tools that are none: $content', async ({ content, message }) => {
    const file = await fileWith('wrong.json', content)
    const { exitCode, stderr } = await chatWith(['Paris'], ['Hi', '--tools', file])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`error: Cannot read ${file}: `)
    expect(stderr).toContain(message)
  })
})

describe('keys', () => {
  const key = 'sk-0123456789abcdef'

  test('come from the variable of the provider', async () => {
    const { exitCode, stderr } = await runCli(['chat', 'Hi', '--provider', 'groq'])
    expect(exitCode).toBe(2)
    expect(stderr).toBe('error: Cannot call Groq: no API key, set GROQ_API_KEY\n')
  })

  test('of OpenRouter where nobody else is named', async () => {
    const { exitCode, stderr } = await runCli(['chat', 'Hi'])
    expect(exitCode).toBe(2)
    expect(stderr).toBe('error: Cannot call OpenRouter: no API key, set OPENROUTER_API_KEY\n')
  })

  test('of Azure are of no use without its address', async () => {
    const { stderr } = await runCli(['chat', 'Hi', '--provider', 'azure'], { env: { AZURE_OPENAI_API_KEY: key } })
    expect(stderr).toBe('error: Cannot call Azure OpenAI: no base URL, give --base-url or set AZURE_OPENAI_BASE_URL\n')
  })

  const sentTo = async (...parameters: readonly string[]): Promise<string | null | undefined> => {
    let sent: string | null | undefined
    const mock = createMock({
      authorize: (given) => {
        sent = given ?? null
        return true
      },
    })
    mock.reply('Paris')
    const env = { OPENROUTER_API_KEY: 'of-openrouter', OWN_KEY: 'of-own', GROQ_API_KEY: 'of-groq' }
    await runCli(['chat', 'Hi', ...parameters], { fetch: mock.fetch, env })
    return sent
  }

  test.each([
    { parameters: [], sent: 'of-openrouter' },
    { parameters: ['--base-url', baseUrl], sent: null },
    { parameters: ['--base-url', baseUrl, '--api-key-env', 'OWN_KEY'], sent: 'of-own' },
    { parameters: ['--base-url', 'https://api.groq.com/openai/v1'], sent: 'of-groq' },
    { parameters: ['--provider', 'groq'], sent: 'of-groq' },
    { parameters: ['--provider', 'groq', '--base-url', baseUrl], sent: 'of-groq' },
  ])('given $parameters, $sent is sent', async ({ parameters, sent }) => {
    expect(await sentTo(...parameters)).toBe(sent)
  })

  test.each([
    { name: 'a password in the address', url: `http://user:${key}@chat.example/v1` },
    { name: 'a key in the address', url: `http://chat.example/v1?key=${key}` },
    { name: 'a key in an address that is none', url: `chat.example?key=${key}` },
  ])('$name is not shown', async ({ url }) => {
    const { exitCode, stdout, stderr } = await chatWith([async () => Response.error()], ['Hi', '--base-url', url])
    expect(exitCode).toBeGreaterThan(0)
    expect(stdout + stderr).not.toContain('0123456789')
  })

  test('are not shown where the provider repeats them', async () => {
    const fetch = async (): Promise<Response> =>
      Response.json({ error: { message: `Incorrect API key provided: ${key}` } }, { status: 401 })
    const { stderr } = await runCli(['chat', 'Hi'], { fetch, env: { OPENROUTER_API_KEY: key } })
    expect(stderr).toMatch(/^error: Incorrect API key provided: /)
    expect(stderr).not.toContain('0123456789')
  })

  test.each([
    {
      name: 'that cannot be sent',
      parameters: [],
      message: 'Cannot send the API key: OPENROUTER_API_KEY holds characters that no header can carry',
    },
    {
      name: 'given in place of the name of a variable',
      parameters: ['--api-key-env', key],
      message: 'Cannot find the API key: --api-key-env names an environment variable that is not set',
    },
  ])('$name are not shown', async ({ parameters, message }) => {
    const env = { OPENROUTER_API_KEY: `${key}\nx` }
    const { exitCode, stderr } = await runCli(['chat', 'Hi', ...parameters], { env })
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `error: ${message}\n` })
  })
})
