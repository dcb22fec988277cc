import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { serve } from '@chat-completion/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ran, runCli } from '../../test/run-cli.ts'
import { chunk, completion, errorBody, jsonLines, nothing, request, withoutContent } from '../../test/samples.ts'
import { run } from '../program.ts'

function convert(input: string | Uint8Array, ...options: readonly string[]): Promise<Ran> {
  return runCli(['convert', ...options], { stdin: [input] })
}

/** What it makes of JSON. */
async function made(json: unknown, ...options: readonly string[]): Promise<unknown> {
  const { stdout } = await convert(JSON.stringify(json), ...options)
  return JSON.parse(stdout)
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-convert-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

function events(...chunks: readonly unknown[]): string {
  return chunks.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')
}

const last = { ...chunk, choices: [{ index: 0, delta: { content: 'is' }, finish_reason: 'stop' }] }
const stream = `${events(chunk, last)}data: [DONE]\n\n`
const paris = { choices: [{ message: { role: 'assistant', content: 'Paris' }, finish_reason: 'stop' }] }

describe('wire becomes domain, and domain wire', () => {
  test.each([
    { name: 'a completion', wire: completion, key: 'finishReason' },
    { name: 'a chunk', wire: chunk, key: 'finishReason' },
    { name: 'a request', wire: { ...request, max_tokens: 5 }, key: 'maxTokens' },
    { name: 'an error', wire: { ...errorBody, user_id: 'u' }, key: 'userId' },
    { name: 'a request whose keys are the same in both', wire: request, key: 'messages' },
    {
      name: 'content in parts',
      wire: {
        ...completion,
        choices: [
          { index: 0, message: { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] }, finish_reason: 'stop' },
        ],
      },
      key: 'contentParts',
    },
    { name: 'unknown keys', wire: { ...completion, x_groq: { id: 'r', no_finishReason: 1 } }, key: 'x_groq' },
  ])('of $name', async ({ wire, key }) => {
    const domain = await made(wire, '--to', 'domain')
    expect(JSON.stringify(domain)).toContain(`"${key}"`)
    expect(await made(domain, '--to', 'wire')).toEqual(wire)
    // What is there already stays.
    expect(await made(domain, '--to', 'domain')).toEqual(domain)
    expect(await made(wire, '--to', 'wire')).toEqual(wire)
  })

  test('--from says how keys are spelled', async () => {
    const body = {
      ...completion,
      choices: [{ index: 0, message: completion.choices[0]?.message, finishReason: 'stop' }],
    }
    expect(await convert(JSON.stringify(body), '--to', 'wire')).toMatchObject({ exitCode: 0, stderr: '' })
    const { stderr } = await convert(JSON.stringify(body), '--to', 'wire', '--from', 'wire')
    expect(stderr).toMatch(/^repaired: 1 of 1 body: /)
  })
})

describe('a stream', () => {
  test.each([
    { name: 'from a file', of: () => runCli(['convert', write('stream.txt', stream), '--to', 'wire']) },
    { name: 'from standard input', of: () => convert(stream, '--to', 'wire') },
    { name: 'gzipped', of: () => convert(gzipSync(stream), '-', '--to', 'wire') },
  ])('$name becomes the completion it adds up to', async ({ of }) => {
    const { exitCode, stdout, stderr } = await of()
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject(paris)
  })

  test('in a record becomes a completion there', async () => {
    const record = { id: 'r1', sse: stream, note: 'kept' }
    expect(await made(record, '--to', 'domain', '--at', 'sse')).toMatchObject({
      id: 'r1',
      sse: { choices: [{ finishReason: 'stop' }] },
      note: 'kept',
    })
  })

  test('that ends too early gives what had arrived, and the reason', async () => {
    const { exitCode, stdout, stderr } = await convert(events(chunk), '--to', 'wire')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ choices: [{ message: { content: 'Par' }, finish_reason: null }] })
    expect(stderr).toBe(
      'error: stdin: Cannot complete the answer: the stream ended before choice 0 was finished\nfailed: 1 of 1 body\n',
    )
  })

  test('that is nothing but an error gives the error', async () => {
    const { exitCode, stdout, stderr } = await convert(events(errorBody), '--to', 'wire')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('error: stdin: Rate limit reached')
  })

  test('in gzip that is broken gives what had arrived', async () => {
    const many = Array.from({ length: 20_000 }, () => ({ ...chunk, id: `${Math.random()}` }))
    const packed = gzipSync(events(...many))
    const { exitCode, stdout, stderr } = await convert(packed.subarray(0, packed.length / 2), '--to', 'wire')
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout).choices[0].message.content).toMatch(/^(?:Par)+$/)
    expect(stderr).toContain('error: Cannot read stdin: the gzip data ends too early')
  })
})

describe('a completion becomes a stream', () => {
  const priced = { ...completion, usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }

  test('as it travels', async () => {
    const { exitCode, stdout, stderr } = await convert(JSON.stringify(priced), '--to', 'stream')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^data: \{.*\}\n\ndata: /)
    expect(stdout).toMatch(/\n\ndata: \[DONE\]\n\n$/)
    expect(JSON.parse((await convert(stdout, '--to', 'wire')).stdout)).toEqual(priced)
  })

  test.each([
    { by: 'word', pieces: ['Paris'] },
    { by: 'character', pieces: ['P', 'a', 'r', 'i', 's'] },
    { by: '3', pieces: ['Par', 'is'] },
  ])('whose texts are cut --by $by', async ({ by, pieces }) => {
    const { stdout } = await convert(JSON.stringify(completion), '--to', 'stream', '--by', by)
    expect([...stdout.matchAll(/"content":"([^"]+)"/g)].map(([, text]) => text)).toEqual(pieces)
  })

  test('--no-usage leaves the token counts out', async () => {
    const { stdout } = await convert(JSON.stringify(priced), '--to', 'stream', '--no-usage')
    expect(stdout).not.toContain('usage')
  })

  test('a stream is cut anew', async () => {
    const { stdout } = await convert(stream, '--to', 'stream', '--by', 'character')
    expect(stdout.match(/"content":"[^"]"/g)).toHaveLength(5)
  })

  test.each([
    { name: 'a request', body: request, state: 'this is a request' },
    { name: 'a chunk', body: chunk, state: 'this is a chunk' },
    { name: 'an error', body: errorBody, state: 'this is an error' },
    {
      name: 'two choices that cannot be told apart',
      body: { ...completion, choices: [...completion.choices, ...completion.choices] },
      state: 'two of its choices have the index 0',
    },
  ])('$name does not', async ({ body, state }) => {
    const { exitCode, stdout, stderr } = await convert(JSON.stringify(body), '--to', 'stream')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain(`error: stdin: Cannot make a stream of it: ${state}`)
  })
})

describe('JSON Lines', () => {
  test('stay JSON Lines; what cannot be converted is told with its line', async () => {
    const { exitCode, stdout, stderr } = await convert(
      `${jsonLines(completion, withoutContent)}{oops\n\n${jsonLines(nothing, request)}`,
      '--to',
      'domain',
    )
    expect(exitCode).toBe(1)
    expect(stdout.trimEnd().split('\n')).toHaveLength(3)
    expect(stderr).toMatchInlineSnapshot(`
      "error: stdin:3: Cannot parse line 3 as JSON: it starts with "{oops"
      error: stdin:5: Cannot read the completion: neither choices nor an error, received the keys id
      repaired: 1 of 5 bodies: missing-content 1
      failed: 2 of 5 bodies
      "
    `)
  })

  test('hold a stream as a text', async () => {
    const { stdout } = await convert(jsonLines(completion, completion), '--to', 'stream')
    const lines = stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      Array(2).fill(expect.stringMatching(/^data: .*\[DONE\]\n\n$/s)),
    )
    const back = await convert(stdout, '--to', 'wire')
    expect(back.stdout).toBe(jsonLines(completion, completion))
  })

  test('stay lines on a terminal, too', async () => {
    const stdin = [jsonLines(completion, completion)]
    const { stdout } = await runCli(['convert', '--to', 'wire'], { stdin, columns: 80 })
    expect(stdout).toBe(jsonLines(completion, completion))
  })

  test('are written as they are read', async () => {
    const stdout = new PassThrough()
    async function* lines(): AsyncGenerator<string> {
      yield jsonLines(completion, completion, completion)
      // Whoever keeps them to the end waits for ever.
      await once(stdout, 'data')
      yield jsonLines(completion)
    }
    const surroundings = { env: {}, fetch, serve, interruption: () => new AbortController().signal }
    const streams = { stdin: Readable.from(lines()), stdout, stderr: new PassThrough() }
    expect(await run(['convert', '--to', 'domain'], { ...surroundings, ...streams })).toBe(0)
  })
})

describe('envelopes', () => {
  test('are kept around what --at converts', async () => {
    const record = { id: 'r1', response: { status: 200, body: completion }, list: [1] }
    expect(await made(record, '--to', 'domain', '--at', 'response.body')).toEqual({
      ...record,
      response: { status: 200, body: await made(completion, '--to', 'domain') },
    })
  })

  test('may hold JSON as text, which stays text', async () => {
    const record = { body: JSON.stringify(completion) }
    const converted = (await made(record, '--to', 'domain', '--at', 'body')) as { body: string }
    expect(JSON.parse(converted.body)).toEqual(await made(completion, '--to', 'domain'))
  })

  test('may hold bodies in lists', async () => {
    const batch = { choices: [{ body: completion }, 5] }
    expect(await made(batch, '--to', 'wire', '--at', 'choices.0.body')).toEqual(batch)
  })

  test('in which there is nothing say what there is', async () => {
    const { exitCode, stderr } = await convert(
      jsonLines({ id: 'r1', body: completion }, { id: 'r2' }),
      '--to',
      'wire',
      '--at',
      'body',
    )
    expect(exitCode).toBe(1)
    expect(stderr).toContain('error: stdin:2: Cannot find "body": the record has the keys id\n')
  })

  test('may have keys that objects inherit', async () => {
    const text = `{"__proto__":{"body":1},"body":${JSON.stringify(completion)}}`
    const { stdout } = await convert(text, '--to', 'wire', '--at', 'body')
    expect(stdout).toBe(`${text}\n`)
  })
})

test('a list stays a list, without what cannot be converted', async () => {
  const { exitCode, stdout, stderr } = await convert(JSON.stringify([completion, nothing, request]), '--to', 'wire')
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toEqual([completion, request])
  expect(stderr).toContain('error: stdin[1]: Cannot read the completion')
})

test('an error that Gemini sends as a list of one is an error', async () => {
  const { exitCode, stdout } = await convert(JSON.stringify([errorBody]), '--to', 'wire')
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject(errorBody)
})

describe('repairs', () => {
  test('are told with their counts', async () => {
    const { exitCode, stdout, stderr } = await convert(
      jsonLines(withoutContent, completion, withoutContent),
      '--to',
      'wire',
    )
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'repaired: 2 of 3 bodies: missing-content 2\n' })
    expect(stdout.match(/"content":null/g)).toHaveLength(2)
  })

  test.each([
    { name: 'a body', input: JSON.stringify(withoutContent) },
    { name: 'a stream', input: events({ ...chunk, choices: [{ delta: { content: 'x' }, finish_reason: 'stop' }] }) },
  ])('are refused in strict mode: $name', async ({ input }) => {
    const { exitCode, stdout, stderr } = await convert(input, '--to', 'wire', '--mode', 'strict')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/^error: stdin: /)
  })
})

describe('the output', () => {
  test.each([
    { name: 'indented on a terminal', parameters: [], columns: 80, indented: true },
    { name: 'compact in a pipe', parameters: [], columns: undefined, indented: false },
    { name: 'indented where --pretty says so', parameters: ['--pretty'], columns: undefined, indented: true },
  ])('is $name', async ({ parameters, columns, indented }) => {
    const surroundings = { stdin: [JSON.stringify(completion)], ...(columns !== undefined && { columns }) }
    const { stdout } = await runCli(['convert', '--to', 'wire', ...parameters], surroundings)
    expect(stdout).toBe(`${JSON.stringify(completion, null, indented ? 2 : undefined)}\n`)
  })

  test('may be a file', async () => {
    const output = join(folder, 'output.json')
    const { exitCode, stdout } = await convert(JSON.stringify(completion), '--to', 'wire', '--output', output)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(readFileSync(output, 'utf8')).toBe(jsonLines(completion))
  })

  test('that is large is whole in a file', async () => {
    const output = join(folder, 'large.jsonl')
    const lines = jsonLines(...Array.from({ length: 5000 }, () => completion))
    await convert(lines, '--to', 'wire', '--output', output)
    expect(readFileSync(output, 'utf8')).toBe(lines)
  })

  test('leaves a file alone where there is none', async () => {
    const output = write('kept.json', 'kept')
    const { exitCode } = await convert('neither', '--to', 'wire', '--output', output)
    expect({ exitCode, kept: readFileSync(output, 'utf8') }).toEqual({ exitCode: 2, kept: 'kept' })
  })

  test('is not the input', async () => {
    const file = write('same.json', JSON.stringify(completion))
    const { exitCode, stderr } = await runCli(['convert', file, '--to', 'domain', '--output', file])
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `error: Cannot write ${file}: it is the input\n` })
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(completion))
  })

  test('is not the file that the shell opened as the input', async () => {
    const file = write('opened.json', JSON.stringify(completion))
    const fd = openSync(file, 'r')
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const surroundings = { env: {}, fetch, serve, interruption: () => new AbortController().signal }
    const stdin = Object.assign(Readable.from([JSON.stringify(completion)]), { fd })
    const exitCode = await run(['convert', '--to', 'domain', '--output', file], {
      ...surroundings,
      stdin,
      stdout,
      stderr,
    })
    closeSync(fd)
    expect({ exitCode, kept: readFileSync(file, 'utf8') }).toEqual({ exitCode: 2, kept: JSON.stringify(completion) })
  })

  test.each([
    { name: 'no/such/folder.json', state: 'there is no such folder' },
    { name: '.', state: 'it is a directory' },
  ])('cannot be $name', async ({ name, state }) => {
    const output = join(folder, name)
    const { exitCode, stderr } = await convert(JSON.stringify(completion), '--to', 'wire', '--output', output)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`error: Cannot write ${output}: ${state}\n`)
  })
})

test('no key is shown', async () => {
  const key = 'sk-this-is-a-secret-key'
  const { stderr } = await convert(jsonLines({ x: 1 }, { [key]: 1 }).concat(`{"a": "${key}\n`), '--to', 'wire')
  expect(stderr).not.toContain(key)
})

test('a body that is nested too deeply is told', async () => {
  const deep = `{"choices":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const { exitCode, stderr } = await convert(`${JSON.stringify(completion)}\n${deep}\n`, '--to', 'wire')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('error: stdin:2: Cannot read the body: ')
})

describe('2 for wrong usage', () => {
  test.each([
    { parameters: [], message: "required option '--to <form>' not specified" },
    { parameters: ['--to', 'camel'], message: 'Allowed choices are wire, domain, stream' },
    { parameters: ['--to', 'wire', '--prety'], message: 'Did you mean --pretty?' },
    { parameters: ['--to', 'wire', '--by', 'word'], message: '--by is for --to stream' },
    { parameters: ['--to', 'wire', '--no-usage'], message: '--no-usage is for --to stream' },
    { parameters: ['--to', 'stream', '--by', '0'], message: 'Write word, character, or a whole number from 1' },
    { parameters: ['--to', 'wire', 'a.json', 'b.json'], message: 'too many arguments' },
    { parameters: ['--to', 'wire', 'no-such-file.json'], message: 'there is no such file' },
    { parameters: ['--to', 'wire', '.'], message: 'it is a directory' },
    { parameters: ['--to', 'wire'], message: 'there is no JSON in it' },
  ])('$parameters', async ({ parameters, message }) => {
    const { exitCode, stdout, stderr } = await runCli(['convert', ...parameters])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})
