import { readFileSync } from 'node:fs'
import { repairCatalogue } from '@chat-completion/validators'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ProviderSchema, readFacts } from './provider-facts.ts'
import { chunksIn, habitsOf, reasoningIn, usageDetailsIn, usagePlace } from './provider-framing.ts'
import { unlistedKeys } from './provider-keys.ts'
import { providersPage } from './providers-page.ts'

const facts = readFacts()
const [provider] = facts.providers
if (!provider) throw new Error('There are no facts')

test.each([
  { name: 'a text', added: { text: 'The capital is Paris' } },
  {
    name: 'an id in place of a key',
    added: { keys: { 'chatcmpl-1/a?b': { completions: 1, streams: 0, listed: true } } },
  },
  { name: 'a text in place of a count', added: { errors: 'Bad key sk-1' } },
  {
    name: 'a sentence in place of a word',
    added: { finishReasons: { 'Paris, on the Seine.': { completions: 1, streams: 0 } } },
  },
])('facts have no place for $name', ({ added }) => {
  expect(v.safeParse(ProviderSchema, provider).success).toBe(true)
  expect(v.safeParse(ProviderSchema, { ...provider, ...added }).success).toBe(false)
})

test('facts name repairs that there are, and no more of anything than was looked at', () => {
  const codes = repairCatalogue.map(({ code }): string => code)
  for (const { id, completions, streams, usable, ...each } of facts.providers) {
    expect(
      Object.keys(each.repairs).filter((code) => !codes.includes(code)),
      id,
    ).toEqual([])
    const tables = [each.repairs, each.keys, each.reasoning, each.finishReasons, each.usage.details, each.rejectedBy]
    for (const counts of [usable, each.asTheyAre, ...tables.flatMap((table) => Object.values(table))]) {
      expect(counts.completions, id).toBeLessThanOrEqual(completions)
      expect(counts.streams, id).toBeLessThanOrEqual(streams)
    }
  }
})

test('each share of the page comes from the facts', () => {
  const told = {
    ...provider,
    completions: 1000,
    usable: { completions: 1000, streams: 3 },
    asTheyAre: { completions: 4, streams: 2 },
  }
  const page = providersPage({ ...facts, providers: [told] })
  expect(page).toContain('| as they are | answers < 1 %, streams 2 of 3 |')
  expect(page).toContain('What 1 providers')
})

test('neither a few read as none, nor nearly all as all', () => {
  const page = providersPage({
    ...facts,
    providers: [
      { ...provider, usable: { completions: 1000, streams: 1000 }, asTheyAre: { completions: 999, streams: 0 } },
    ],
  })
  expect(page).toContain('| as they are | answers > 99 %, streams 0 % |')
})

test("the README's numbers of what clients reject are those of the facts", () => {
  const readme = readFileSync('README.md', 'utf8')
  const total = (counts: (each: (typeof facts.providers)[number]) => number | undefined): number =>
    facts.providers.reduce((sum, each) => sum + (counts(each) ?? 0), 0)
  const answers = total(({ usable }) => usable.completions)
  const streams = total(({ usable }) => usable.streams)
  const rejected = (name: string, kind: 'completions' | 'streams', of: number): string =>
    `${Math.round((100 * total(({ rejectedBy }) => rejectedBy[name]?.[kind])) / of)} %`
  expect(readme.replace(/\s+/g, ' ')).toContain(
    `Of ${answers.toLocaleString('en')} usable answers recorded from ${facts.providers.length} providers, \`@openrouter/sdk\` rejects ${rejected('@openrouter/sdk', 'completions', answers)}; ` +
      `of ${streams.toLocaleString('en')} usable streams, ${rejected('@openrouter/sdk', 'streams', streams)}`,
  )
})

test('a key is unlisted at the place where it begins, and not where users name keys', () => {
  const listed = { paths: new Set(['a', 'a[]', 'a[].b', 'metadata', 'c']), opaque: new Set(['metadata']) }
  const body = { a: [{ b: 1, x: { y: 1 } }], metadata: { mine: 1 }, c: [1], z: null }
  expect(unlistedKeys(body, listed)).toEqual(['a[].x', 'c[]', 'z'])
})

test('what is told of a stream', () => {
  const sse =
    ': hello\r\n\r\nevent: chunk\r\ndata:{"choices":[{"delta":{}}]}\r\n\r\ndata: {"choices":[],"usage":{"cost":1,"prompt_tokens":1}}\r\n\r\n'
  const chunks = chunksIn(`${sse}data: {oops\n\n`)
  expect(habitsOf(sse)).toEqual(['no [DONE]', 'comments', 'named events', 'CRLF', 'no space after data'])
  expect(chunks).toHaveLength(2)
  expect(usagePlace(chunks)).toBe('in a chunk of its own')
  expect(chunks.flatMap(usageDetailsIn)).toEqual(['cost'])
  expect(reasoningIn({ reasoning: '', reasoning_content: 'Hm', content: '<think>Hm' })).toEqual([
    'reasoning_content',
    '<think> in content',
  ])
})
