import { readFileSync } from 'node:fs'
import * as fixtures from '@chat-completion/fixtures'
import * as allDialects from '@chat-completion/fixtures/dialects'
import { createMock } from '@chat-completion/mock'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { rulesSchema } from '../../../test/rules-schema.ts'
import { dialectNames } from '../dialect-name.ts'
import { readJson } from './json-source.ts'
import { errors, faults, scenarios } from './names.ts'
import { addRules, toRules } from './to-rules.ts'

function complaints(file: unknown): string[] {
  const made = toRules(file)
  return 'complaints' in made ? made.complaints.map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

const committed = JSON.parse(readFileSync(new URL('../../../rules.schema.json', import.meta.url), 'utf8'))

const good: readonly { readonly name: string; readonly rule: Readonly<Record<string, unknown>> }[] = [
  { name: 'a text', rule: { reply: 'Paris' } },
  { name: 'an empty text', rule: { reply: '' } },
  {
    name: 'every condition',
    rule: { when: { text: '/a/i', model: 'm', tool: 't', toolResult: 'x', call: 2 }, reply: 'x' },
  },
  { name: 'whether tools have spoken', rule: { when: { toolResult: false }, reply: 'x' } },
  { name: 'what looks like a path', rule: { when: { text: '/usr/bin' }, reply: 'x' } },
  { name: 'a scenario', rule: { reply: { scenario: 'toolCallCompletion', with: { model: 'm' }, seed: 3 } } },
  {
    name: 'an error by name',
    rule: { reply: { error: 'htmlErrorPage' }, status: 503, headers: { 'retry-after': '3' } },
  },
  {
    name: 'an error',
    rule: { reply: { error: { status: 529, message: 'Overloaded', type: 't', code: 7, param: 'p' } } },
  },
  { name: 'a call', rule: { reply: { toolCall: { name: 'f', arguments: { a: 1 }, id: 'call_1' }, content: 'Well' } } },
  { name: 'a call whose arguments are no JSON', rule: { reply: { toolCall: { name: 'f', arguments: '{' } } } },
  { name: 'calls', rule: { reply: { toolCalls: [{ name: 'f' }, { name: 'g' }] } } },
  { name: 'a completion in part', rule: { reply: { choices: [{ message: { content: 'Hi' } }] } } },
  {
    name: 'faults',
    rule: { reply: 'x', fault: ['missingDone', { stalledStream: { after: 1 } }, { slowFirstToken: { wait: 5 } }] },
  },
  {
    name: 'how it is told',
    rule: { reply: 'x', by: 3, dialect: 'groq', latency: 0, tokensPerSecond: 0.5, times: 1, name: 'n' },
  },
]

/** What the JSON Schema, too, can tell. */
const bad: readonly { readonly name: string; readonly rule: unknown; readonly complaint: string }[] = [
  { name: 'no reply', rule: {}, complaint: '"reply" is missing' },
  { name: 'a list', rule: [], complaint: 'expected an object, received a list' },
  {
    name: 'a misspelt key',
    rule: { reply: 'x', laency: 5 },
    complaint: 'there is no such key, did you mean "latency"?',
  },
  {
    name: 'an unknown key',
    rule: { reply: 'x', colour: 5 },
    complaint: 'there is no such key: expected one of when, reply,',
  },
  { name: 'a misspelt condition', rule: { reply: 'x', when: { txt: 'a' } }, complaint: 'did you mean "text"?' },
  { name: 'an empty text', rule: { reply: 'x', when: { text: '' } }, complaint: 'expected a text that is not empty' },
  {
    name: 'a condition of another type',
    rule: { reply: 'x', when: { toolResult: 5 } },
    complaint: 'true, false or a text',
  },
  {
    name: 'conditions that are a list',
    rule: { reply: 'x', when: [] },
    complaint: 'expected an object, received a list',
  },
  {
    name: 'call zero',
    rule: { reply: 'x', when: { call: 0 } },
    complaint: 'expected a whole number from 1, received 0',
  },
  {
    name: 'a reply of a key alone that is none',
    rule: { reply: { text: 'x' } },
    complaint: 'received an object with text',
  },
  { name: 'a misspelt reply', rule: { reply: { toolcall: { name: 'f' } } }, complaint: 'did you mean "toolCall"?' },
  { name: 'no reply at all', rule: { reply: null }, complaint: 'expected a text, or an object with' },
  {
    name: 'a misspelt scenario',
    rule: { reply: { scenario: 'toolCompletion' } },
    complaint: 'there is no scenario "toolCompletion"',
  },
  { name: 'a misspelt error', rule: { reply: { error: 'rateLimit' } }, complaint: 'did you mean "rateLimitError"?' },
  {
    name: 'an error that is none',
    rule: { reply: { error: { status: 200, message: '' } } },
    complaint: 'from 400 to 599',
  },
  {
    name: 'an error without a message',
    rule: { reply: { error: { status: 500 } } },
    complaint: '"message" is missing',
  },
  { name: 'a call without a name', rule: { reply: { toolCall: {} } }, complaint: '"name" is missing' },
  { name: 'no calls', rule: { reply: { toolCalls: [] } }, complaint: 'expected a list that is not empty' },
  { name: 'choices that are none', rule: { reply: { choices: ['x'] } }, complaint: 'expected an object, received "x"' },
  {
    name: 'a misspelt fault',
    rule: { reply: 'x', fault: 'conectionReset' },
    complaint: 'did you mean "connectionReset"?',
  },
  {
    name: 'two faults in one',
    rule: { reply: 'x', fault: { missingDone: {}, halfCharacter: {} } },
    complaint: 'the name of one fault',
  },
  {
    name: 'a misspelt parameter',
    rule: { reply: 'x', fault: { halfCharacter: { aftr: 1 } } },
    complaint: 'did you mean "after"?',
  },
  { name: 'a misspelt dialect', rule: { reply: 'x', dialect: 'openai' }, complaint: 'did you mean "openAI"?' },
  { name: 'a rate of zero', rule: { reply: 'x', tokensPerSecond: 0 }, complaint: 'expected a number above 0' },
  {
    name: 'headers that are numbers',
    rule: { reply: 'x', headers: { a: 1 } },
    complaint: 'expected a text, received 1',
  },
  { name: 'a status that is none', rule: { reply: 'x', status: 99 }, complaint: 'from 200 to 599' },
]

describe('a mistake is told with its place', () => {
  test.each(bad)('$name', ({ rule, complaint }) => {
    const [first] = complaints({ rules: [{ reply: 'right' }, rule] })
    expect(first).toMatch(/^rules\.1/)
    expect(first).toContain(complaint)
  })

  test.each([
    {
      name: 'an expression that is none',
      rule: { when: { text: '/(/' }, reply: 'x' },
      complaint: 'when.text: expected a regular expression that can be read',
    },
    {
      name: 'a header that is none',
      rule: { reply: 'x', headers: { 'a b': 'c' } },
      complaint: 'headers: expected headers as HTTP has them',
    },
    {
      name: 'a status without a body',
      rule: { reply: 'x', status: 204 },
      complaint: 'status: expected a status whose response has a body',
    },
    {
      name: 'an error that goes wrong',
      rule: { reply: { error: 'authError' }, fault: 'missingDone' },
      complaint: 'fault: it is for completions',
    },
    {
      name: 'what does not fit into a scenario',
      rule: { reply: { scenario: 'chatCompletion', with: { choices: [{ message: { content: 5 } }] } } },
      complaint: 'reply.with.choices.0.message.content: expected',
    },
    {
      name: 'what does not fit into a completion',
      rule: { reply: { choices: [], usage: 5 } },
      complaint: 'reply.usage: expected',
    },
  ])('$name', ({ rule, complaint }) => {
    expect(complaints({ rules: [rule] })).toEqual([expect.stringContaining(`rules.0.${complaint}`)])
  })

  test('all of them at once', () => {
    expect(
      complaints({
        rule: [],
        rules: [
          { when: { a: 1 }, reply: 5 },
          { reply: 'x', times: 0 },
        ],
      }),
    ).toHaveLength(4)
  })

  test('also in what is no file of rules', () => {
    expect([complaints(null), complaints([]), complaints({})]).toEqual([
      [': expected an object, received null'],
      [': expected an object, received a list'],
      [': "rules" is missing'],
    ])
  })
})

describe('the JSON Schema', () => {
  const validate = new Ajv().compile(committed)

  test('is written from the one that judges: run pnpm pages --write', () => {
    expect(committed).toEqual(rulesSchema())
  })

  test.each(good)('accepts $name, as the mock does', ({ rule }) => {
    const file = { $schema: 'rules.schema.json', rules: [rule] }
    expect({ mock: complaints(file), editor: validate(file) }).toEqual({ mock: [], editor: true })
  })

  test.each(bad)('refuses $name', ({ rule }) => {
    expect(validate({ rules: [rule] })).toBe(false)
  })
})

describe('the names that rules know are all there are', () => {
  test('of scenarios', () => {
    const all = Object.keys(fixtures).filter((name) => /^chatCompletion$|.Completion$/.test(name))
    expect(Object.keys(scenarios).sort()).toEqual(all.sort())
  })

  test('of errors', () => {
    const all = Object.keys(fixtures).filter((name) => /.Error$|ErrorPage$/.test(name))
    expect(Object.keys(errors).sort()).toEqual(all.sort())
  })

  test('of dialects', () => {
    expect([...dialectNames].sort()).toEqual(Object.keys(allDialects).sort())
  })

  test('of faults', () => {
    const others =
      /^(?:to[A-Z]|create|error|message|tool|usage|chunk|choice|annotation|logprobs|token|content|reasoning|cached|priced|custom)/
    const all = Object.keys(fixtures).filter((name) => !(name in scenarios || name in errors || others.test(name)))
    expect(Object.keys(faults).sort()).toEqual(all.sort())
  })
})

describe('a rule answers with', () => {
  async function answerTo(rule: Readonly<Record<string, unknown>>, content = 'Hi'): Promise<Response> {
    const made = toRules({ rules: [rule] })
    if ('complaints' in made) throw new Error(JSON.stringify(made.complaints))
    const mock = createMock()
    addRules(mock, made.rules)
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] })
    const headers = { 'content-type': 'application/json' }
    return mock.fetch('http://localhost/v1/chat/completions', { method: 'POST', headers, body })
  }

  test.each([
    { name: 'a text', reply: 'Paris', message: { content: 'Paris' } },
    {
      name: 'a scenario',
      reply: { scenario: 'toolCallCompletion' },
      message: { tool_calls: [{ function: { name: 'get_weather' } }] },
    },
    {
      name: 'a scenario in wire form',
      reply: { scenario: 'chatCompletion', with: { choices: [{ message: { reasoning_content: 'Hm' } }] } },
      message: { reasoning_content: 'Hm', content: 'The capital of France is Paris.' },
    },
    {
      name: 'a scenario in domain form',
      reply: { scenario: 'chatCompletion', with: { choices: [{ message: { reasoningContent: 'Hm' } }] } },
      message: { reasoning_content: 'Hm' },
    },
    {
      name: 'a call',
      reply: { toolCall: { name: 'f', arguments: { city: 'Paris' } } },
      message: {
        content: null,
        tool_calls: [{ type: 'function', function: { name: 'f', arguments: '{"city":"Paris"}' } }],
      },
    },
    {
      name: 'calls beside a text',
      reply: {
        toolCalls: [
          { name: 'f', id: 'call_1' },
          { name: 'g', arguments: '{' },
        ],
        content: 'Well',
      },
      message: {
        content: 'Well',
        tool_calls: [
          { id: 'call_1', function: { name: 'f', arguments: '{}' } },
          { function: { name: 'g', arguments: '{' } },
        ],
      },
    },
    {
      name: 'a completion in part',
      reply: { choices: [{ message: { tool_calls: [{ function: { name: 'f' } }] } }] },
      message: { tool_calls: [{ function: { name: 'f', arguments: '{}' } }] },
    },
  ])('$name', async ({ reply, message }) => {
    const response = await answerTo({ reply })
    expect(await response.json()).toMatchObject({ choices: [{ message }] })
  })

  test('a whole completion as it is', async () => {
    const completion = {
      id: 'x',
      object: 'chat.completion',
      created: 5,
      model: 'my-model',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi', x_key: 1 }, finish_reason: 'stop' }],
    }
    expect(await (await answerTo({ reply: completion })).json()).toEqual(completion)
  })

  test('an error', async () => {
    const response = await answerTo({ reply: { error: { status: 529, message: 'Overloaded', code: 'busy' } } })
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 529,
      body: { error: { message: 'Overloaded', code: 'busy' } },
    })
  })

  test.each([
    { text: '/fr.nce/i', content: 'FRANCE', status: 200 },
    { text: '/fr.nce/', content: 'FRANCE', status: 404 },
    { text: 'fr.nce', content: 'france', status: 404 },
    { text: '/usr/bin', content: 'in /usr/bin', status: 200 },
  ])('$status where the text is $text and the user says $content', async ({ text, content, status }) => {
    expect((await answerTo({ when: { text }, reply: 'x' }, content)).status).toBe(status)
  })
})

describe('the source of a file', () => {
  test.each([
    { path: ['rules', 1, 'reply'], line: 5 },
    { path: ['rules', 1], line: 4 },
    { path: ['rules', 1, 'missing'], line: 4 },
    { path: ['rules', 0, 'when', 'text'], line: 3 },
    { path: [], line: 1 },
  ])('has $path in line $line', ({ path, line }) => {
    const text = '{ "rules": [\n// One\n{ "when": { "text": "a" }, "reply": "x" },\n{\n"reply": 5\n},\n] }'
    expect(readJson('rules.json', text).lineOf(path)).toBe(line)
  })

  test.each([
    {
      name: 'a key without quotes',
      text: '{ "rules": [\n  { reply: "x" }\n] }',
      message: "2:5: it is not JSON: unexpected character 'r'",
    },
    {
      name: 'a word that is none',
      text: '{ "rules":\n[yes] }',
      message: "2:2: it is not JSON: unexpected character 'y'",
    },
    { name: 'a comma that is missing', text: '{"rules": [1 2]}', message: "1:14: it is not JSON: unexpected '2'" },
    { name: 'nothing', text: '', message: '1:1: it is not JSON: unexpected end of input' },
    { name: 'a beginning', text: '{\n"rules": [', message: '2:11: it is not JSON: unexpected end of input' },
    { name: 'a control character', text: '\u0001', message: "1:1: it is not JSON: unexpected character '\ufffd'" },
  ])('says where $name is not JSON', ({ text, message }) => {
    expect(() => readJson('rules.json', text)).toThrow(`rules.json:${message}`)
  })

  test('may begin with a byte order mark', () => {
    expect(readJson('rules.json', '\ufeff{}').value).toEqual({})
  })
})

test('the rules of the README are some', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const [, text = ''] = /^```json\n(\{\n {2}"\$schema".*?)\n```/ms.exec(readme) ?? []
  expect(complaints(readJson('README.md', text).value)).toEqual([])
})
