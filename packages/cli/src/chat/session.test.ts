import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  chatCompletion,
  parallelToolCallCompletion,
  rateLimitError,
  reasoningDetailsCompletion,
} from '@chat-completion/fixtures'
import { openRouter } from '@chat-completion/fixtures/dialects'
import { createMock } from '@chat-completion/mock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { baseUrl, settled } from '../../test/chat.ts'
import { FakeTerminal } from '../../test/fake-terminal.ts'

type Mock = ReturnType<typeof createMock>

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-'))
})
afterAll(() => rm(folder, { recursive: true }))

const parameters = ['chat', '--base-url', baseUrl, '--model', 'm']

function open(mock: Mock, ...more: readonly string[]): FakeTerminal {
  return new FakeTerminal([...parameters, ...more], { fetch: mock.fetch, env: { NO_COLOR: '1' } })
}

/** Enters one line after the other, and ends. */
async function session(mock: Mock, ...lines: readonly string[]): Promise<string> {
  const terminal = open(mock)
  for (const line of lines) await terminal.enter(line)
  await terminal.enter('/exit')
  expect(await terminal.ended).toBe(0)
  return settled(terminal.screen)
}

function replying(...answers: readonly Parameters<Mock['reply']>[0][]): Mock {
  const mock = createMock()
  for (const answer of answers) mock.reply(answer, { times: 1 })
  return mock
}

/** What was said in each request. */
function saidTo(mock: Mock): unknown[] {
  return mock.requests.map(({ params }) => params.messages.map(({ role, content }) => `${role}: ${content}`))
}

test('a conversation', async () => {
  const mock = replying(reasoningDetailsCompletion, 'Madrid')
  expect(await session(mock, 'The capital of France?', 'And of Spain?')).toMatchInlineSnapshot(`
    "Chat with m of chat.example: /help lists the commands, Ctrl-D ends it
    > The capital of France?
    Reasoning: France is a country; its capital is Paris.
    The capital of France is Paris.
    m · 9 tokens in, 14 out (8 reasoning) · first token 0.00 s, total 0.00 s
    > And of Spain?
    Madrid
    m · 9 tokens in, 1 out · first token 0.00 s, total 0.00 s
    > /exit
    "
  `)
  expect(saidTo(mock)).toEqual([
    ['user: The capital of France?'],
    ['user: The capital of France?', 'assistant: The capital of France is Paris.', 'user: And of Spain?'],
  ])
})

test('what reasoning a provider wants back goes back', async () => {
  const mock = createMock({ dialect: openRouter })
  mock.reply(reasoningDetailsCompletion)
  await session(mock, 'One', 'Two')
  expect(mock.requests[1]?.params.messages[1]).toMatchObject({
    role: 'assistant',
    reasoningDetails: [{ type: 'reasoning.text' }, { type: 'reasoning.encrypted' }],
  })
})

describe('a message has several lines', () => {
  test('where they end with a backslash', async () => {
    const mock = replying('Yes')
    const terminal = open(mock)
    await terminal.enter('one\\')
    await terminal.enter('two\\', '... ')
    await terminal.enter('three', '... ')
    await terminal.enter('/exit')
    await terminal.ended
    expect(saidTo(mock)).toEqual([['user: one\ntwo\nthree']])
  })

  test.each([
    { name: 'of Unix', pasted: 'one\ntwo\n\nthree' },
    { name: 'of Windows', pasted: 'one\r\ntwo\r\n\r\nthree' },
    { name: 'of a terminal', pasted: 'one\rtwo\r\rthree' },
  ])('where they are pasted, with the line ends $name', async ({ pasted }) => {
    const mock = replying('Yes')
    const terminal = open(mock)
    await terminal.until('> ')
    terminal.type(pasted)
    await terminal.until('three')
    // The last line is not sent before its end.
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(mock.requests).toEqual([])
    terminal.type('\r')
    await terminal.enter('/exit')
    await terminal.ended
    expect(saidTo(mock)).toEqual([['user: one\ntwo\n\nthree']])
  })
})

describe('Ctrl-C', () => {
  /** Says this much and then waits for ever; `left` when its reader is gone. */
  function waiting(): { mock: Mock; left: Promise<void> } {
    const mock = createMock()
    const left = new Promise<void>((resolve) => {
      mock.when({ call: 1 }).reply(async function* (_, { signal }) {
        yield 'The capi'
        signal.addEventListener('abort', () => resolve())
        await new Promise(() => {})
      })
    })
    mock.reply('Paris')
    return { mock, left }
  }

  test('stops an answer, and the chat goes on with what had come', async () => {
    const { mock, left } = waiting()
    const terminal = open(mock)
    await terminal.enter('Hi')
    await terminal.until('The capi')
    terminal.type('\u0003')
    await terminal.until('Stopped: what had come is kept')
    await left
    await terminal.enter('Go on')
    await terminal.until('Paris')
    await terminal.enter('/exit')
    expect(await terminal.ended).toBe(0)
    expect(saidTo(mock)[1]).toEqual(['user: Hi', 'assistant: The capi', 'user: Go on'])
  })

  test('at the prompt ends the chat', async () => {
    const terminal = open(createMock())
    await terminal.until('> ')
    terminal.type('half a que\u0003')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen.endsWith('half a que\n')).toBe(true)
  })

  test('what is typed during an answer waits and is not shown in it', async () => {
    const { mock } = waiting()
    const terminal = open(mock)
    await terminal.enter('Hi')
    await terminal.until('The capi')
    terminal.type('ear')
    terminal.type('\u0003')
    await terminal.until('> ear')
    terminal.type('ly\r')
    await terminal.until('Paris')
    await terminal.enter('/exit')
    await terminal.ended
    expect(saidTo(mock)[1]).toContain('user: early')
    expect(terminal.screen).toContain('The capi\nStopped')
  })

  test.each([0, 40])('a line that is entered during an answer is asked after it, also %d ms after', async (wait) => {
    const { mock } = waiting()
    const terminal = open(mock)
    await terminal.enter('Hi')
    await terminal.until('The capi')
    terminal.type('early\r')
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    terminal.type('\u0003')
    await terminal.until('> early\nParis')
    await terminal.enter('/exit')
    await terminal.ended
  })
})

test.each([
  { name: 'Ctrl-D', end: (terminal: FakeTerminal) => terminal.type('\u0004') },
  { name: 'a terminal that is closed', end: (terminal: FakeTerminal) => terminal.close() },
])('$name ends the chat', async ({ end }) => {
  const terminal = open(createMock())
  await terminal.until('> ')
  end(terminal)
  expect(await terminal.ended).toBe(0)
})

test('an error is told, and the chat goes on', async () => {
  const mock = createMock()
  const limited = rateLimitError.with({ headers: { 'retry-after': '0' } })
  mock.when({ text: 'one' }).reply(limited, { times: 3 })
  mock.reply('Paris')
  expect(await session(mock, 'one', 'two')).toMatchInlineSnapshot(`
    "Chat with m of chat.example: /help lists the commands, Ctrl-D ends it
    > one
    Rate limit reached: try again in 1 s. (status 429, code rate_limit_exceeded, request req_1, wait 0 s): trying again in 0.0 s
    Rate limit reached: try again in 1 s. (status 429, code rate_limit_exceeded, request req_1, wait 0 s): trying again in 0.0 s
    error: Rate limit reached: try again in 1 s. (status 429, code rate_limit_exceeded, request req_1, wait 0 s)
    /retry asks again
    > two
    Paris
    m · 9 tokens in, 1 out · first token 0.00 s, total 0.00 s
    > /exit
    "
  `)
  expect(saidTo(mock).at(-1)).toEqual(['user: two'])
})

describe('tools', () => {
  test('the person gives the results of the calls', async () => {
    const tools = join(folder, 'tools.json')
    await writeFile(tools, JSON.stringify([{ type: 'function', function: { name: 'get_weather' } }]))
    const mock = createMock()
    mock.when({ toolResult: false }).reply(parallelToolCallCompletion)
    mock.when({ toolResult: true }).reply('It is warm.')
    const terminal = open(mock, '--tools', tools)
    await terminal.enter('Weather?')
    await terminal.enter('20 °C', 'Result of get_weather: ')
    await terminal.enter('noon', 'Result of get_time: ')
    await terminal.enter('/exit')
    await terminal.ended
    expect(settled(terminal.screen)).toMatchInlineSnapshot(`
      "Chat with m of chat.example: /help lists the commands, Ctrl-D ends it
      > Weather?
      → get_weather({"city":"Paris"})
      → get_time({"zone":"Europe/Paris"})
      m · 9 tokens in, 37 out · first token 0.00 s, total 0.00 s
      Result of get_weather: 20 °C
      Result of get_time: noon
      It is warm.
      m · 9 tokens in, 3 out · first token 0.00 s, total 0.00 s
      > /exit
      "
    `)
    const [asked, call, ...results] = mock.requests[1]?.params.messages ?? []
    expect(asked).toMatchObject({ role: 'user' })
    expect(call).toMatchObject({ role: 'assistant', toolCalls: [{}, {}] })
    expect(results).toMatchObject([
      { role: 'tool', content: '20 °C' },
      { role: 'tool', content: 'noon' },
    ])
  })

  test('a call is taken back with its question', async () => {
    const mock = replying(parallelToolCallCompletion, 'Paris')
    const terminal = open(mock)
    await terminal.enter('Weather?')
    await terminal.enter('/undo', 'Result of get_weather: ')
    await terminal.enter('Hi')
    await terminal.enter('/exit')
    await terminal.ended
    expect(saidTo(mock)[1]).toEqual(['user: Hi'])
  })

  test('a call can be asked for again', async () => {
    const mock = replying(parallelToolCallCompletion, 'Paris')
    const terminal = open(mock)
    await terminal.enter('Weather?')
    await terminal.enter('20 °C', 'Result of get_weather: ')
    await terminal.enter('/retry', 'Result of get_time: ')
    await terminal.enter('/exit')
    await terminal.ended
    expect(saidTo(mock)[1]).toEqual(['user: Weather?'])
  })
})

describe('commands', () => {
  test('/help', async () => {
    expect(await session(createMock(), '/help')).toMatchInlineSnapshot(`
      "Chat with m of chat.example: /help lists the commands, Ctrl-D ends it
      > /help
        /model [name]     show the model, or change it
        /system [text|-]  show what the model is told first, change it, or - take it away
        /retry            take the last answer back and ask again
        /undo             take the last question and its answer back
        /save <file>      save the conversation as the JSON of a request
        /usage            show what the conversation took
        /clear            forget what was said
        /help             show this
        /exit             end, as Ctrl-D does
      A \\ at its end continues a line. Ctrl-C stops an answer; at the prompt it ends, as Ctrl-D does.
      > /exit
      "
    `)
  })

  test('/model and /system change what is asked', async () => {
    const mock = replying('Paris', 'Madrid')
    const screen = await session(mock, '/model', '/model n', '/system Be brief.', 'Hi', '/system', '/system -', 'Bye')
    expect(screen).toContain('Model: m\n')
    expect(screen.match(/System: Be brief\./g)).toHaveLength(2)
    expect(mock.requests.map(({ params }) => params.model)).toEqual(['n', 'n'])
    expect(saidTo(mock)).toEqual([
      ['system: Be brief.', 'user: Hi'],
      ['user: Hi', 'assistant: Paris', 'user: Bye'],
    ])
  })

  test('/retry asks again, without the last answer', async () => {
    const mock = replying('Paris', 'Lyon')
    await session(mock, 'Hi', '/retry')
    expect(saidTo(mock)).toEqual([['user: Hi'], ['user: Hi']])
  })

  test('/undo takes a question and its answer back', async () => {
    const mock = replying('One', 'Two', 'Three')
    await session(mock, '1', '2', '/undo', '3')
    expect(saidTo(mock)[2]).toEqual(['user: 1', 'assistant: One', 'user: 3'])
  })

  test('/clear forgets', async () => {
    const mock = replying('One', 'Two')
    await session(mock, '1', '/clear', '2')
    expect(saidTo(mock)[1]).toEqual(['user: 2'])
  })

  test('/usage sums up, also what was taken back', async () => {
    const priced = chatCompletion.with({
      usage: { promptTokens: 1000, completionTokens: 5, cost: 0.5, promptTokensDetails: { cachedTokens: 900 } },
    })
    const mock = replying(priced, priced, chatCompletion.with({ usage: null }))
    const screen = await session(mock, '/usage', '1', '/undo', '2', '3', '/usage')
    expect(screen).toContain('0 answers · 0 tokens in, 0 out\n')
    expect(screen).toContain('3 answers · 2,000 tokens in (1,800 cached), 10 out · 1 credits · 1 without usage\n')
  })

  test('/save writes a request, over no file of others', async () => {
    const [saved, others] = [join(folder, 'saved.json'), join(folder, 'others.json')]
    await writeFile(others, 'mine')
    const mock = replying('Paris')
    const lines = [`/save ${saved}`, 'Hi', `/save ${saved}`, `/save ${others}`, '/save', `/save ${folder}/no/chat.json`]
    const screen = (await session(mock, ...lines)).replaceAll(folder, '…')
    expect(screen).toContain('Saved to …/saved.json\n')
    expect(screen).toContain('Cannot save to …/others.json: there is such a file already\n')
    expect(screen).toContain('Name a file: /save chat.json\n')
    expect(screen).toContain('Cannot save to …/no/chat.json: there is no such directory\n')
    expect(await readFile(others, 'utf8')).toBe('mine')
    expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({
      model: 'm',
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Paris' },
      ],
    })
  })

  test('what is none is told', async () => {
    const mock = createMock()
    const screen = await session(mock, '/nope', '/constructor', '/retry', '/undo', '')
    expect(screen).toContain('There is no /nope: /help lists the commands\n')
    expect(screen).toContain('There is no /constructor: /help lists the commands\n')
    expect(screen).toContain('There is nothing to ask again\n')
    expect(screen).toContain('There is nothing to take back\n')
    expect(mock.requests).toEqual([])
  })

  test.each(['/etc/hosts is what?', '// a comment', '/* a comment */'])(
    'text that begins with a slash is text: %s',
    async (text) => {
      const mock = replying('Yes')
      await session(mock, text)
      expect(saidTo(mock)).toEqual([[`user: ${text}`]])
    },
  )
})

test('no conversation is printed as JSON', async () => {
  const terminal = open(createMock(), '--json')
  expect(await terminal.ended).toBe(2)
  expect(terminal.screen).toBe('error: Cannot print a conversation as JSON: give a question\n')
})

test('a missing key is told before anything is asked', async () => {
  const terminal = new FakeTerminal(['chat'], { fetch: createMock().fetch })
  expect(await terminal.ended).toBe(2)
  expect(terminal.screen).toBe('error: Cannot call OpenRouter: no API key, set OPENROUTER_API_KEY\n')
})
