import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../test/canonical.ts'
import { deepFreeze } from '../test/deep-freeze.ts'
import { fullChunk, fullCompletion, fullErrorBody, fullMessage, fullParams, partsMessage } from '../test/samples.ts'
import {
  chunkFromWire,
  chunkToWire,
  completionFromWire,
  completionToWire,
  createParamsFromWire,
  createParamsToWire,
  errorBodyFromWire,
  errorBodyToWire,
  messageFromWire,
  messageToWire,
} from './index.ts'

type Json = Record<string, unknown>
type Path = readonly string[]
type Convert = (value: unknown) => unknown

const completion = { fromWire: completionFromWire as Convert, toWire: completionToWire as Convert }
const chunk = { fromWire: chunkFromWire as Convert, toWire: chunkToWire as Convert }
const message = { fromWire: messageFromWire as Convert, toWire: messageToWire as Convert }
const params = { fromWire: createParamsFromWire as Convert, toWire: createParamsToWire as Convert }
const errorBody = { fromWire: errorBodyFromWire as Convert, toWire: errorBodyToWire as Convert }

const samples: { name: string; wire: unknown; fromWire: Convert; toWire: Convert }[] = [
  { name: 'a completion', wire: fullCompletion, ...completion },
  { name: 'a chunk', wire: fullChunk, ...chunk },
  { name: 'a message', wire: fullMessage, ...message },
  { name: 'a message in parts', wire: partsMessage, ...message },
  { name: 'a request', wire: fullParams, ...params },
  { name: 'an error body', wire: fullErrorBody, ...errorBody },
]

/** Parsed, because a literal's `__proto__` would set the prototype. */
const namedLikeInherited = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":1}'

/** The path of every value below `value`. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...places(item, [...path, key])])
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((container, key) => (container as Json | undefined)?.[key], value)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Assignment would lose `__proto__`. */
function put(container: unknown, key: string, value: unknown): void {
  if (!isObject(container)) return
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true })
}

const json = fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text))

const knownKeys = new Set(samples.flatMap(({ wire }) => places(wire).flat()))

function wireSpelling(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const unknownKey = fc
  .oneof(
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'x_groq', 'xGroq', 'x-id', '', '_', '__', '0'),
    fc.string(),
  )
  .filter((key) => !knownKeys.has(key) && !knownKeys.has(wireSpelling(key)) && key !== 'contentParts')

describe.each(samples)('of $name', ({ wire, fromWire, toWire }) => {
  test('toWire is the inverse of fromWire', () => {
    expect(canonical(toWire(fromWire(wire)))).toBe(canonical(wire))
  })

  test('toWire is the inverse of fromWire, whatever stands under unknown keys', () => {
    const container = fc.constantFrom([], ...places(wire).filter((path) => isObject(at(wire, path))))
    const insertions = fc.array(fc.tuple(container, unknownKey, json), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(insertions, (inserted) => {
        const body = structuredClone(wire)
        for (const [path, key, value] of inserted) put(at(body, path), key, value)
        expect(canonical(toWire(fromWire(body)))).toBe(canonical(body))
      }),
    )
  })

  test('toWire is the inverse of fromWire, whichever keys are absent', () => {
    const removable = places(wire).filter((path) => isObject(at(wire, path.slice(0, -1))))
    fc.assert(
      fc.property(fc.subarray(removable), (removed) => {
        const body = structuredClone(wire)
        for (const path of removed) {
          const container = at(body, path.slice(0, -1))
          if (isObject(container)) delete container[path.at(-1) as string]
        }
        expect(canonical(toWire(fromWire(body)))).toBe(canonical(body))
      }),
    )
  })

  test('toWire is the inverse of fromWire, whatever stands in the place of a known value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places(wire)), json, (path, value) => {
        const body = structuredClone(wire)
        put(at(body, path.slice(0, -1)), path.at(-1) as string, value)
        expect(canonical(toWire(fromWire(body)))).toBe(canonical(body))
      }),
    )
  })

  test('keys named like inherited ones stay data', () => {
    const body = { ...(wire as Json) }
    for (const [key, value] of Object.entries(JSON.parse(namedLikeInherited))) put(body, key, value)
    const domain = fromWire(body) as Json
    expect(Object.getPrototypeOf(domain)).toBe(Object.getPrototypeOf(body))
    expect(Object.keys(domain)).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'prototype']))
    expect(({} as Json).polluted).toBeUndefined()
  })

  test('neither direction changes its input', () => {
    const frozen = deepFreeze(structuredClone(wire))
    expect(() => toWire(deepFreeze(fromWire(frozen)))).not.toThrow()
  })
})

describe('known keys', () => {
  test.each([
    { name: 'of a completion', domain: completionFromWire(fullCompletion) },
    { name: 'of its usage', domain: completionFromWire(fullCompletion).usage },
    { name: 'of a choice', domain: completionFromWire(fullCompletion).choices[0] },
    { name: 'of a message', domain: messageFromWire(fullMessage) },
    { name: 'of a chunk', domain: chunkFromWire(fullChunk) },
    { name: 'of a delta', domain: chunkFromWire(fullChunk).choices[0]?.delta },
    { name: 'of a request', domain: createParamsFromWire(fullParams) },
    { name: 'of a request’s routing', domain: createParamsFromWire(fullParams).provider },
    { name: 'of an error body', domain: errorBodyFromWire(fullErrorBody) },
  ])('$name are spelled in camelCase', ({ domain }) => {
    expect(Object.keys(domain as object).filter((key) => key.includes('_'))).toEqual([])
  })
})

describe('unknown keys', () => {
  test.each(samples)('of $name stay under their wire name', ({ wire, fromWire }) => {
    expect(fromWire({ ...(wire as Json), x_some_key: 1 })).toHaveProperty('x_some_key', 1)
  })

  test.each(samples)('of $name share their value in both directions', ({ wire, fromWire, toWire }) => {
    const value = { inner_key: [1] }
    const domain = fromWire({ ...(wire as Json), x_some_key: value })
    expect((toWire(domain) as Json).x_some_key).toBe(value)
  })

  test.each([
    { name: 'a content part', part: { type: 'tomorrow', image_url: { some_key: 1 } } },
    { name: 'a part of no type', part: { image_url: {} } },
    { name: 'a part whose type every object inherits', part: { type: 'constructor', image_url: {} } },
  ])('of $name that is not listed are left alone', ({ part }) => {
    const domain = message.fromWire({ role: 'assistant', content: [part] }) as Json
    expect((domain.contentParts as unknown[])[0]).toBe(part)
  })
})

const named = { max_tokens: 1, topP: 2, nested: [{ tool_calls: [], finishReason: null }] }

describe('keys that the user or the provider names', () => {
  test.each([
    {
      name: 'a tool’s parameters',
      ...params,
      wire: { tools: [{ type: 'function', function: { name: 'f', parameters: named } }] },
      path: ['tools', '0', 'function', 'parameters'],
    },
    {
      name: 'the parameters of a tool that OpenRouter runs',
      ...params,
      wire: { tools: [{ type: 'openrouter:web_search', parameters: named }] },
      path: ['tools', '0', 'parameters'],
    },
    {
      name: 'a tool of an unlisted kind',
      ...params,
      wire: { tools: [{ type: 'browser_search', ...named }] },
      path: ['tools', '0'],
    },
    {
      name: 'the tools that are allowed',
      ...params,
      wire: { tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [named] } } },
      path: ['toolChoice', 'allowedTools', 'tools', '0'],
    },
    {
      name: 'a deprecated function’s parameters',
      ...params,
      wire: { functions: [{ name: 'f', parameters: named }] },
      path: ['functions', '0', 'parameters'],
    },
    {
      name: 'the schema of the response format',
      ...params,
      wire: { response_format: { type: 'json_schema', json_schema: { name: 's', schema: named } } },
      path: ['responseFormat', 'jsonSchema', 'schema'],
    },
    { name: 'a request’s metadata', ...params, wire: { metadata: named }, path: ['metadata'] },
    { name: 'logit_bias', ...params, wire: { logit_bias: named }, path: ['logitBias'] },
    { name: 'image_config', ...params, wire: { image_config: named }, path: ['imageConfig'] },
    { name: 'a completion’s metadata', ...completion, wire: { metadata: named }, path: ['metadata'] },
    {
      name: 'extra_content of a tool call',
      ...message,
      wire: { tool_calls: [{ type: 'function', extra_content: named }] },
      path: ['toolCalls', '0', 'extraContent'],
    },
    {
      name: 'extra_content of a tool call’s fragment',
      ...chunk,
      wire: { choices: [{ delta: { tool_calls: [{ extra_content: named }] } }] },
      path: ['choices', '0', 'delta', 'toolCalls', '0', 'extraContent'],
    },
    {
      name: 'moderation categories',
      ...completion,
      wire: { moderation: { input: { results: [{ categories: named }] } } },
      path: ['moderation', 'input', 'results', '0', 'categories'],
    },
    {
      name: 'moderation scores',
      ...completion,
      wire: { moderation: { output: { results: [{ category_scores: named }] } } },
      path: ['moderation', 'output', 'results', '0', 'categoryScores'],
    },
    {
      name: 'an error’s metadata',
      ...errorBody,
      wire: { error: { message: 'No', metadata: named } },
      path: ['error', 'metadata'],
    },
  ])('$name are passed on as they are', ({ wire, path, fromWire, toWire }) => {
    const domain = fromWire(wire)
    const wirePath = path.map(wireSpelling)
    expect(at(domain, path)).toBe(at(wire, wirePath))
    expect(at(toWire(domain), wirePath)).toBe(at(wire, wirePath))
  })
})

const text = { type: 'text', text: 'Pa' }
const moreText = { type: 'text', text: 'ris' }
const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }
const image = { type: 'image_url', image_url: { url: 'https://example.com/' } }

const inParts = [
  { name: 'text parts', parts: [text, moreText], content: 'Paris' },
  { name: 'text around something else', parts: [text, image, moreText], content: 'Paris' },
  { name: 'thinking before the text', parts: [thinking, text], content: 'Pa' },
  { name: 'thinking only', parts: [thinking], content: '' },
  { name: 'text of an unlisted kind', parts: [{ type: 'tomorrow', text: 'Hm.' }, text], content: 'Pa' },
  { name: 'no text part', parts: [image], content: '' },
  { name: 'no parts', parts: [], content: '' },
  { name: 'items that are no parts', parts: [null, 'Pa', 1, text, { type: 'text' }], content: 'Pa' },
]

describe('content in parts', () => {
  test.each(inParts)('reads as $content, given $name', ({ parts, content }) => {
    expect(message.fromWire({ role: 'assistant', content: parts })).toMatchObject({ content })
  })

  test.each(inParts)('reads as $content in a delta, given $name', ({ parts, content }) => {
    expect(chunk.fromWire({ choices: [{ delta: { content: parts } }] })).toMatchObject({
      choices: [{ delta: { content } }],
    })
  })

  test('keeps its parts, in the domain’s spelling', () => {
    expect(message.fromWire({ content: [image] })).toMatchObject({ contentParts: [{ imageUrl: image.image_url }] })
  })

  test.each([
    { name: 'text', content: 'Paris' },
    { name: 'null', content: null },
  ])('is not invented, given $name', ({ content }) => {
    expect(message.fromWire({ role: 'assistant', content })).toEqual({ role: 'assistant', content })
  })

  const split = message.fromWire({ role: 'assistant', content: [thinking, text, moreText] }) as Json

  test.each([
    { name: 'the parts while their text equals it', content: 'Paris', sent: [thinking, text, moreText] },
    { name: 'an edited text', content: 'London', sent: 'London' },
    { name: 'an emptied text', content: '', sent: '' },
    { name: 'null', content: null, sent: null },
  ])('is sent as $name', ({ content, sent }) => {
    expect(message.toWire({ ...split, content })).toStrictEqual({ role: 'assistant', content: sent })
  })

  test('is sent as null where the parts have no text either', () => {
    expect(message.toWire({ content: null, contentParts: [thinking] })).toStrictEqual({ content: null })
  })

  test('is sent from a delta', () => {
    const choices = [{ delta: { content: 'Pa', contentParts: [text] } }]
    expect(chunk.toWire({ choices })).toStrictEqual({ choices: [{ delta: { content: [text] } }] })
  })

  test('is sent from an assistant message of a request', () => {
    const messages = [{ role: 'assistant', content: 'Pa', contentParts: [text] }]
    expect(params.toWire({ messages })).toStrictEqual({ messages: [{ role: 'assistant', content: [text] }] })
  })

  test.each(['developer', 'system', 'user', 'tool'])('stays in place in a %s message of a request', (role) => {
    expect(params.fromWire({ messages: [{ role, content: [image] }] })).toStrictEqual({
      messages: [{ role, content: [{ type: 'image_url', imageUrl: image.image_url }] }],
    })
  })
})

describe('toWire', () => {
  test.each([
    { name: 'a key of one word', domain: { model: 'm', seed: undefined }, wire: { model: 'm' } },
    { name: 'a key of two words', domain: { model: 'm', topP: undefined }, wire: { model: 'm' } },
    { name: 'an unknown key', domain: { model: 'm', x_key: undefined }, wire: { model: 'm' } },
    { name: 'a key below', domain: { reasoning: { maxTokens: undefined } }, wire: { reasoning: {} } },
  ])('leaves out undefined under $name', ({ domain, wire }) => {
    expect(params.toWire(domain)).toStrictEqual(wire)
  })

  test.each([
    { name: 'comes last', domain: { max_tokens: 1, maxTokens: 2 }, wire: { max_tokens: 2 } },
    { name: 'comes first', domain: { maxTokens: 2, max_tokens: 1 }, wire: { max_tokens: 2 } },
    { name: 'is null', domain: { maxTokens: null, max_tokens: 1 }, wire: { max_tokens: null } },
    { name: 'is undefined', domain: { maxTokens: undefined, max_tokens: 1 }, wire: { max_tokens: 1 } },
    { name: 'is absent', domain: { max_tokens: 1 }, wire: { max_tokens: 1 } },
  ])('of both spellings of a key takes the domain’s, which $name', ({ domain, wire }) => {
    expect(params.toWire(domain)).toStrictEqual(wire)
  })
})
