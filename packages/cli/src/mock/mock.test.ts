import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../test/run-cli.ts'
import { startMock, withoutTimes } from '../../test/running-mock.ts'

const key = 'sk-this-is-a-secret-key'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-mock-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: unknown): string {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

/** Keys come from the environment, or from nowhere. */
function clientOf(baseURL: string): OpenAI {
  return new OpenAI({ apiKey: key, baseURL, maxRetries: 0 })
}

async function ask(baseURL: string, content: string): Promise<string | null | undefined> {
  const { choices } = await clientOf(baseURL).chat.completions.create({
    model: 'gpt-5',
    messages: [{ role: 'user', content }],
  })
  return choices[0]?.message.content
}

async function askStream(baseURL: string, content: string): Promise<string> {
  const stream = await clientOf(baseURL).chat.completions.create({
    model: 'gpt-5',
    messages: [{ role: 'user', content }],
    stream: true,
    stream_options: { include_usage: true },
  })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  return text
}

const france = { rules: [{ when: { text: 'France' }, reply: 'Paris' }] }

test('without rules, every request is answered', async () => {
  const mock = await startMock([])
  expect(await ask(mock.baseUrl, 'Anything?')).toBe('The capital of France is Paris.')
  expect(await askStream(mock.baseUrl, 'Anything?')).toBe('The capital of France is Paris.')
  const { exitCode, stdout, stderr } = await mock.stop()
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(withoutTimes(stdout)).toMatchInlineSnapshot(`
    "Listening at http://127.0.0.1:8080/v1, until Ctrl-C
      export OPENAI_BASE_URL=http://127.0.0.1:8080/v1
      export OPENAI_API_KEY=mock
    12:00:00.000 #1 → POST /v1/chat/completions gpt-5 "Anything?"
    12:00:00.000 #1 ← 200 (default answer) 5 ms, 6 tokens
    12:00:00.000 #2 → POST /v1/chat/completions gpt-5 stream "Anything?"
    12:00:00.000 #2 ← 200 (default answer) 5 ms, 9 chunks, 6 tokens
    2 requests, 0 unmatched
    "
  `)
})

test('the log tells a request as it comes and as it ends', async () => {
  const rules = write('log.json', {
    rules: [
      ...france.rules,
      { when: { text: 'limit' }, reply: { error: 'rateLimitError' } },
      { when: { text: 'break' }, reply: 'one two three four', fault: 'connectionReset' },
      { when: { text: 'never asked' }, reply: 'x' },
    ],
  })
  const mock = await startMock([rules])
  await ask(mock.baseUrl, `What is the capital of France? My key is ${key}. ${'x'.repeat(500)}`)
  await askStream(mock.baseUrl, 'France?')
  await expect(ask(mock.baseUrl, 'limit')).rejects.toThrow('429')
  await expect(askStream(mock.baseUrl, 'break')).rejects.toThrow()
  await expect(ask(mock.baseUrl, 'Spain?')).rejects.toThrow('404')
  await fetch(`${mock.baseUrl}/embeddings?key=${key}`, { method: 'POST' })
  const { exitCode, stdout } = await mock.stop()
  expect(exitCode).toBe(0)
  expect(stdout).not.toContain(key)
  expect(withoutTimes(stdout)).toMatchInlineSnapshot(`
    "Listening at http://127.0.0.1:8080/v1, until Ctrl-C
      export OPENAI_BASE_URL=http://127.0.0.1:8080/v1
      export OPENAI_API_KEY=mock
    12:00:00.000 #1 → POST /v1/chat/completions gpt-5 "What is the capital of France? My key is sk-…. xxxxxxxxxxxx…"
    12:00:00.000 #1 ← 200 (text "France") 5 ms, 1 token
    12:00:00.000 #2 → POST /v1/chat/completions gpt-5 stream "France?"
    12:00:00.000 #2 ← 200 (text "France") 5 ms, 4 chunks, 1 token
    12:00:00.000 #3 → POST /v1/chat/completions gpt-5 "limit"
    12:00:00.000 #3 ← 429 (text "limit") 5 ms
      Rate limit reached: try again in 1 s.
    12:00:00.000 #4 → POST /v1/chat/completions gpt-5 stream "break"
    12:00:00.000 #4 ← 200 (text "break") 5 ms, 2 chunks
      Cannot read on: the connection broke
    12:00:00.000 #5 → POST /v1/chat/completions gpt-5 "Spain?"
    12:00:00.000 #5 ← 404 unmatched 5 ms
      Cannot answer "Spain?", model "gpt-5": no rule matches
      - rule (text "France"): not text "France"
      - rule (text "limit"): not text "limit"
      - rule (text "break"): not text "break"
    12:00:00.000 #6 → POST /v1/embeddings
    12:00:00.000 #6 ← 404 refused 5 ms
      Cannot find /v1/embeddings
    6 requests, 1 unmatched
    - no rule matched "Spain?", model "gpt-5"
    - POST /v1/embeddings: Cannot find /v1/embeddings
    - rule (text "never asked"): never used
    "
  `)
})

test('--log json gives an object a line', async () => {
  const mock = await startMock([write('json.json', france), '--log', 'json'])
  await askStream(mock.baseUrl, 'France?')
  await expect(ask(mock.baseUrl, 'Spain?')).rejects.toThrow('404')
  const { stdout } = await mock.stop()
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toEqual([
    { event: 'started', baseUrl: mock.baseUrl },
    expect.objectContaining({ event: 'request', id: 1, model: 'gpt-5', stream: true, prompt: 'France?' }),
    expect.objectContaining({ event: 'response', id: 1, status: 200, rule: 'text "France"', chunks: 4, tokens: 1 }),
    expect.objectContaining({ event: 'request', id: 2, path: '/v1/chat/completions', stream: false }),
    expect.objectContaining({ event: 'response', id: 2, status: 404, rule: null, unmatched: true }),
    { event: 'stopped', requests: 2, unmatched: 1, complaints: ['no rule matched "Spain?", model "gpt-5"'] },
  ])
})

test('requests that come at once are told apart', async () => {
  const rules = ['one', 'two', 'three'].map((text, index) => ({
    when: { text },
    reply: text,
    latency: 60 - 20 * index,
  }))
  const mock = await startMock([write('at-once.json', { rules }), '--log', 'json'])
  await Promise.all(['one', 'two', 'three'].map((text) => ask(mock.baseUrl, text)))
  const { stdout } = await mock.stop()
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const { id, prompt } of lines.filter(({ event }) => event === 'request')) {
    const response = lines.find((line) => line.event === 'response' && line.id === id)
    expect(response).toMatchObject({ rule: `text "${prompt}"` })
  }
})

test('a request that is none is refused quietly', async () => {
  const mock = await startMock([])
  const { port } = new URL(mock.baseUrl)
  const status = await new Promise((resolve) => {
    request({ port, method: 'TRACE', path: '/v1/models' }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).end()
  })
  expect(status).toBe(405)
  expect(await mock.stop()).toMatchObject({ exitCode: 0, stderr: '' })
})

test('colours are for terminals', async () => {
  const mock = await startMock([], { FORCE_COLOR: '1' })
  await ask(mock.baseUrl, 'France?')
  const { stdout } = await mock.stop()
  expect(stdout).toContain('\u001b[32m200')
})

describe('--strict', () => {
  test.each([
    { name: 'all went as foreseen', asked: ['France'], exitCode: 0 },
    { name: 'a request was not foreseen', asked: ['France', 'Spain'], exitCode: 1 },
    { name: 'a rule was never used', asked: [], exitCode: 1 },
  ])('$exitCode where $name', async ({ asked, exitCode }) => {
    const mock = await startMock([write('strict.json', france), '--strict'])
    for (const text of asked) await ask(mock.baseUrl, text).catch(() => {})
    expect(await mock.stop()).toMatchObject({ exitCode })
  })

  test('0 where nobody has called, and there are no rules', async () => {
    const mock = await startMock(['--strict'])
    const { exitCode, stdout } = await mock.stop()
    expect({ exitCode, last: stdout.split('\n').at(-2) }).toEqual({ exitCode: 0, last: '0 requests, 0 unmatched' })
  })
})

describe('options are for every answer that does not say otherwise', () => {
  test('the dialect', async () => {
    const mock = await startMock(['--dialect', 'Groq'])
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${mock.baseUrl}/chat/completions`, { method: 'POST', headers, body })
    expect(await response.json()).toHaveProperty('x_groq')
    await mock.stop()
  })

  test('the models', async () => {
    const mock = await startMock(['--models', 'a, b'])
    const { data } = await clientOf(mock.baseUrl).models.list()
    expect(data.map(({ id }) => id)).toEqual(['a', 'b'])
    await mock.stop()
  })

  test('the fault', async () => {
    const rules = write('fault.json', {
      rules: [...france.rules, { when: { text: 'fine' }, reply: 'Fine', fault: [] }],
    })
    const mock = await startMock([rules, '--fault', 'connectionReset:1'])
    await expect(askStream(mock.baseUrl, 'France')).rejects.toThrow()
    expect(await askStream(mock.baseUrl, 'fine')).toBe('Fine')
    await mock.stop()
  })
})

describe('a module', () => {
  test('adds rules to a mock', async () => {
    const file = write('rules.mjs', "export function rules(mock) { mock.when({ text: 'France' }).reply('Lyon') }")
    const mock = await startMock([file])
    expect(await ask(mock.baseUrl, 'France')).toBe('Lyon')
    await mock.stop()
  })

  test('gives a mock of its own', async () => {
    const source = new URL('../../../mock/src/index.ts', import.meta.url).href
    const file = write(
      'mock.mjs',
      `import { createMock } from '${source}'\nexport const mock = createMock({ answer: 'Nice' })`,
    )
    const mock = await startMock([file])
    expect(await ask(mock.baseUrl, 'France')).toBe('Nice')
    await mock.stop()
  })

  test.each([
    { name: 'exports neither', code: 'export const other = 1', message: 'it exports other' },
    { name: 'cannot be parsed', code: 'export const = ', message: 'Cannot load' },
    { name: 'throws', code: "throw new Error('Oh no')", message: 'Oh no' },
    { name: 'fails to add rules', code: "export function rules(mock) { mock.when({ txt: 'x' }) }", message: 'txt' },
  ])('2 where it $name', async ({ name, code, message }) => {
    const { exitCode, stdout, stderr } = await runCli([
      'mock',
      write(`${name.replaceAll(' ', '-')}.mjs`, code),
      '--port',
      '0',
    ])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

describe('--watch', () => {
  test('loads the rules again, and keeps them where the new ones are wrong', async () => {
    const file = write('watch.json', france)
    const mock = await startMock([file, '--watch'])
    expect(await ask(mock.baseUrl, 'France')).toBe('Paris')
    write('watch.json', { rules: [{ when: { text: 'France' }, reply: 'Marseille' }] })
    await mock.until('The rules were loaded again')
    expect(await ask(mock.baseUrl, 'France')).toBe('Marseille')
    write('watch.json', { rules: [{ whn: {}, reply: 'Nothing' }] })
    await mock.until('The rules stay as they were')
    expect(await ask(mock.baseUrl, 'France')).toBe('Marseille')
    const { stderr, exitCode } = await mock.stop()
    expect(exitCode).toBe(0)
    expect(stderr).toContain(`error: ${file}:1: rules[0].whn: there is no such key, did you mean "when"?`)
  })
})

describe('2 for wrong usage', () => {
  test.each([
    { parameters: ['--prot', '1'], message: 'Did you mean --port?' },
    { parameters: ['--port', 'many'], message: 'Write a whole number up to 65535' },
    { parameters: ['--port', '65536'], message: 'Write a whole number up to 65535' },
    { parameters: ['--dialect', 'openia'], message: 'Name one of these: anthropic' },
    { parameters: ['--tokens-per-second', '0'], message: 'Write a number above 0' },
    { parameters: ['--models', ','], message: 'such as a,b' },
    { parameters: ['--fault', 'stalled'], message: 'did you mean stalledStream?' },
    { parameters: ['--fault', 'missingDone:1'], message: 'missingDone takes no number' },
    { parameters: ['--fault', 'stalledStream:x'], message: 'such as stalledStream:3' },
    { parameters: ['--watch'], message: '--watch needs a file of rules' },
    { parameters: ['no-such-file.json'], message: 'Cannot read no-such-file.json: there is no such file' },
    { parameters: ['no-such-file.mjs'], message: 'Cannot read no-such-file.mjs: there is no such file' },
    { parameters: ['.'], message: 'Cannot read .: it is a directory' },
    { parameters: ['--port', '0', '--hostname', 'no-such-host.invalid'], message: 'choose another with --hostname' },
  ])('$parameters', async ({ parameters, message }) => {
    const { exitCode, stdout, stderr } = await runCli(['mock', ...parameters], { interruption: AbortSignal.abort() })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
  })

  test('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const { exitCode, stderr } = await runCli(['mock', '--port', String(port)])
    server.close()
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      `error: Cannot listen on 127.0.0.1:${port}: something else listens there, choose another port with --port, or any free one with --port 0\n`,
    )
  })
})

test('a stream that is stalled does not keep it from stopping', async () => {
  const mock = await startMock(['--fault', 'stalledStream'])
  const asking = askStream(mock.baseUrl, 'France').catch(() => 'broken')
  await mock.until('→')
  const { exitCode, stdout } = await mock.stop()
  expect(exitCode).toBe(0)
  expect(stdout).toContain('1 request, 0 unmatched')
  expect(await asking).toBe('broken')
})
