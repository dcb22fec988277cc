// The page of who deviates how, written from docs/providers.json.
import * as dialects from '@chat-completion/fixtures/dialects'
import { repairCatalogue } from '@chat-completion/validators'
import { slug } from 'github-slugger'
import { recordedAs } from '../packages/fixtures/test/recorded-as.ts'
import { type Counts, type Facts, type ProviderFacts, readFacts } from './provider-facts.ts'

/** From as many on, a share says more than a count. */
const enoughForShares = 20

const dialectNames = new Map(Object.entries(dialects).map(([name, dialect]) => [recordedAs(dialect), name]))

/** What the page says today. */
export function providersPage(facts: Facts = readFacts()): string {
  const { providers } = facts
  return [
    introOf(facts),
    '## At a glance\n',
    table(
      ['provider', 'answers', 'streams', 'as they are', 'repaired most', 'reasoning', 'usage of a stream'],
      providers.map((provider) => [
        linked(provider),
        number(provider.completions),
        number(provider.streams),
        ofEach(provider.asTheyAre, provider.usable),
        Object.keys(provider.repairs)
          .slice(0, 2)
          .map((code) => `\`${code}\``)
          .join(', '),
        Object.keys(provider.reasoning).map(spelling).join(', '),
        Object.keys(provider.usage.places)[0] ?? '',
      ]),
    ),
    '"As they are" is the share of usable answers, and of usable streams, that need no repair. The last column is the most frequent place.\n',
    clientsOf(facts),
    '## Provider by provider\n',
    ...providers.map((provider) => detailsOf(provider)),
    end,
  ].join('\n')
}

function introOf({ providers }: Facts): string {
  const completions = sum(providers.map((provider) => provider.completions))
  const streams = sum(providers.map((provider) => provider.streams))
  return `# Who deviates how

What ${providers.length} providers that call themselves compatible with OpenAI sent: ${number(completions)} answers and ${number(streams)} streams, recorded by the tests of
public repositories. The facts are in [providers.json](providers.json): counts and names alone, no recorded text.

Read it with care:

- It shows what those tests received when they were recorded, not what is sent today, nor how often.
- At most 40 recordings with the same keys were taken from one repository, so rare forms weigh more than in traffic.
- Requests were not recorded. Where a stream has no usage, perhaps nobody asked for it.
- Below ${enoughForShares} recordings, counts stand in place of shares.

A code in \`this type\` is a [repair](repairs.md). A provider with a dialect can be imitated in tests: \`@chat-completion/fixtures/dialects\` sends any
answer the way it does.
`
}

function clientsOf({ clients, providers }: Facts): string {
  const names = Object.keys(clients)
  const total = (counts: (provider: ProviderFacts) => Counts | undefined): Counts => ({
    completions: sum(providers.map((provider) => counts(provider)?.completions ?? 0)),
    streams: sum(providers.map((provider) => counts(provider)?.streams ?? 0)),
  })
  const usable = total((provider) => provider.usable)
  const rows = providers.map((provider) => [
    linked(provider),
    ...names.map((name) => rejectedShare(provider.rejectedBy[name], provider.usable)),
  ])
  const all = names.map((name) =>
    rejectedShare(
      total((provider) => provider.rejectedBy[name]),
      usable,
    ),
  )
  const versions = names.map((name) => `\`${name}\` ${clients[name]}`).join(', ')
  return `## What clients reject

The share of usable answers, and of usable streams, on which a client throws; empty where it reads them all. A usable answer has a choice, a usable
stream is complete. The clients are ${versions}. Streams of \`openai\` were read with \`chat.completions.stream\`.

${table(['provider', ...names.map((name) => `\`${name}\``)], [...rows, ['**all**', ...all]])}`
}

function detailsOf(provider: ProviderFacts): string {
  const { completions, streams, errors, usable, asTheyAre, framing, usage } = provider
  const dialect = dialectNames.get(provider.id)
  const seen = [counted(completions, 'answer'), counted(streams, 'stream'), counted(errors, 'error')].filter(Boolean)
  const facts: readonly (readonly [string, string])[] = [
    ['as they are', ofEach(asTheyAre, usable)],
    ['repairs', listed(provider.repairs, provider, (code) => `\`${code}\``)],
    ['of these, dropping a value', dropsOf(provider).join(', ')],
    ['reasoning', listed(provider.reasoning, provider, spelling)],
    ['finish reasons', listed(provider.finishReasons, provider, (reason) => `\`${reason}\``)],
    ['usage of a stream', once(usage.places, usable.streams)],
    ['usage tells', Object.keys(usage.details).map(code).join(', ')],
    ['framing', once(framing.habits, framing.streams)],
    ['white space before the JSON', provider.whitespaceBefore > 0 ? share(provider.whitespaceBefore, completions) : ''],
    ['keys beyond `openai`', keysOf(provider, true)],
    ['and beyond this library', keysOf(provider, false)],
    ['dialect', dialect ? `\`${dialect}\`` : ''],
  ]
  const rows = facts.flatMap(([name, text]) => (text === '' ? [] : [[name, text]]))
  return `### ${provider.name}\n\n${seen.join(', ')}.\n\n${table(['', ''], rows)}`
}

/** The keys that our types list, or the others, which are kept as they are. */
function keysOf({ keys }: ProviderFacts, ours: boolean): string {
  return Object.entries(keys)
    .flatMap(([key, { listed }]) => (listed === ours ? [code(key)] : []))
    .join(', ')
}

function dropsOf({ repairs }: ProviderFacts): string[] {
  return repairCatalogue.flatMap(({ code: name, drops }) => (drops && name in repairs ? [code(name)] : []))
}

function listed(table: Readonly<Record<string, Counts>>, of: Counts, tell: (name: string) => string): string {
  return Object.entries(table)
    .map(([name, counts]) => `${tell(name)} (${both(counts, of)})`)
    .join(', ')
}

function once(table: Readonly<Record<string, number>>, of: number): string {
  return Object.entries(table)
    .map(([name, count]) => `${name} (${share(count, of)})`)
    .join(', ')
}

/** Of answers and of streams, where any were recorded. */
function ofEach(counts: Counts, of: Counts): string {
  const parts = [
    of.completions > 0 ? `answers ${share(counts.completions, of.completions)}` : '',
    of.streams > 0 ? `streams ${share(counts.streams, of.streams)}` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

/** The same, without the kind at which there is nothing to tell. */
function both({ completions, streams }: Counts, of: Counts): string {
  return ofEach(
    { completions, streams },
    { completions: completions && of.completions, streams: streams && of.streams },
  )
}

function rejectedShare(counts: Counts | undefined, of: Counts): string {
  return counts && counts.completions + counts.streams > 0 ? both(counts, of) : ''
}

/** Neither "0 %" for a few nor "100 %" for nearly all. */
function share(count: number, of: number): string {
  if (of < enoughForShares) return `${count} of ${of}`
  const percent = Math.round((100 * count) / of)
  if (percent === 0 && count > 0) return '< 1 %'
  return percent === 100 && count < of ? '> 99 %' : `${percent} %`
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${number(count)} ${noun}${count === 1 ? '' : 's'}`
}

function spelling(name: string): string {
  return name.startsWith('reasoning') ? code(name) : name.replace(/<think>|content(\[\])?|thinking/g, '`$&`')
}

function code(name: string): string {
  return `\`${name}\``
}

function linked({ name }: ProviderFacts): string {
  return `[${name}](#${slug(name)})`
}

function number(count: number): string {
  return count.toLocaleString('en')
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return `${lines.join('\n')}\n`
}

const end = `This page is written from \`docs/providers.json\` by \`pnpm pages --write\`. Where the recordings are present, \`pnpm providers --write\` refreshes the facts.
`
