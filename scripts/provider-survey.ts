// What the recordings tell of each provider: counts and names alone.

import * as dialects from '@chat-completion/fixtures/dialects'
import { readChatCompletionStream } from '@chat-completion/stream'
import { safeParseChatCompletion } from '@chat-completion/validators'
import { recordedAs } from '../packages/fixtures/test/recorded-as.ts'
import { clientVersions, type Rejections } from './provider-clients.ts'
import type { Counts, Facts, ProviderFacts } from './provider-facts.ts'
import {
  chunksIn,
  finishReasonsIn,
  habitsOf,
  messagesIn,
  reasoningIn,
  usageDetailsIn,
  usagePlace,
} from './provider-framing.ts'
import { listedKeys, unlistedKeys } from './provider-keys.ts'
import { type Recording, recordings } from './recordings.ts'

/** The recordings do not say whose these are. */
const nameless = ['unknown', 'private-gateway', 'local:5002']

/** Providers without a dialect. */
const names: Readonly<Record<string, string>> = {
  'alibaba-dashscope': 'Alibaba DashScope',
  avian: 'Avian',
  bedrock: 'Amazon Bedrock',
  centml: 'CentML',
  'cohere-compat': 'Cohere',
  doubleword: 'Doubleword',
  gigachat: 'GigaChat',
  'helicone-proxy': 'Helicone',
  litellm: 'LiteLLM',
  neon: 'Neon',
  portkey: 'Portkey',
  sambanova: 'SambaNova',
  siliconflow: 'SiliconFlow',
  venice: 'Venice',
  'vercel-gateway': 'Vercel AI Gateway',
  writer: 'Writer',
  ...Object.fromEntries(Object.values(dialects).map((dialect) => [recordedAs(dialect), dialect.provider])),
}

const about =
  'Written by "pnpm providers --write" from recorded answers of real providers, which are not part of this repository: counts and names alone. Read it as docs/providers.md.'

type Kind = keyof Counts

/** What one recording tells, each thing once. */
interface Sight {
  readonly usable: boolean
  readonly repairs: readonly string[]
  readonly keys: Iterable<string>
  readonly reasoning: Iterable<string>
  readonly finishReasons: Iterable<string>
  readonly usageDetails: Iterable<string>
}

/** @param rejected Which clients reject a recording; without it, what the facts had before is kept. */
export async function surveyProviders(before?: Facts, rejected?: Rejections): Promise<Facts> {
  const listed = listedKeys()
  const lists = {
    completions: { theirs: listed.openAICompletion, ours: listed.ourCompletion },
    streams: { theirs: listed.openAIChunk, ours: listed.ourChunk },
  }
  const providers = new Map<string, Mutable>()
  for (const kind of ['completions', 'streams'] as const) {
    for (const recording of recordings(kind)) {
      const facts = factsOf(recording.provider)
      if (facts) await note(facts, kind, recording)
    }
  }
  for (const { provider } of recordings('errors')) {
    const facts = factsOf(provider)
    if (facts) facts.errors += 1
  }
  const sorted = [...providers.values()].map(ordered).sort((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1))
  return { about, clients: rejected || !before ? clientVersions() : before.clients, providers: sorted }

  function factsOf(id: string): Mutable | undefined {
    if (nameless.includes(id)) return
    const kept = before?.providers.find((provider) => provider.id === id)?.rejectedBy ?? {}
    const facts = providers.get(id) ?? blank(id, rejected ? {} : kept)
    providers.set(id, facts)
    return facts
  }

  async function note(facts: Mutable, kind: Kind, recording: Recording): Promise<void> {
    const { theirs, ours } = lists[kind]
    const seen = kind === 'completions' ? seenIn(recording.body) : await seenInStream(recording.sse ?? '')
    facts[kind] += 1
    if (seen.usable) facts.usable[kind] += 1
    if (seen.usable && seen.repairs.length === 0) facts.asTheyAre[kind] += 1
    add(facts.repairs, seen.repairs, kind)
    add(facts.reasoning, seen.reasoning, kind)
    add(facts.finishReasons, seen.finishReasons, kind)
    add(facts.usage.details, seen.usageDetails, kind)
    for (const key of new Set(seen.keys)) {
      const entry = facts.keys[key] ?? { completions: 0, streams: 0, listed: ours.paths.has(key) }
      facts.keys[key] = { ...entry, [kind]: entry[kind] + 1 }
    }
    if (recording.leadingWhitespace) facts.whitespaceBefore += 1
    if (recording.sse !== undefined && recording.fidelity !== 'reframed') {
      facts.framing.streams += 1
      for (const habit of habitsOf(recording.sse)) addOne(facts.framing.habits, habit)
    }
    if (recording.sse !== undefined && seen.usable) addOne(facts.usage.places, usagePlace(chunksIn(recording.sse)))
    if (rejected && seen.usable) add(facts.rejectedBy, await rejected(recording), kind)

    function seenIn(body: unknown): Sight {
      const parsed = safeParseChatCompletion(body)
      return {
        usable: parsed.success && parsed.value.choices.length > 0,
        repairs: parsed.success ? parsed.repairs.map(({ code }) => code) : [],
        ...told([Object(body)]),
      }
    }

    async function seenInStream(sse: string): Promise<Sight> {
      const { status, repairs } = await readChatCompletionStream(new Response(sse)).result()
      return {
        usable: status === 'complete',
        repairs: repairs.map(({ code }) => code),
        ...told(chunksIn(sse)),
      }
    }

    function told(bodies: readonly Record<string, unknown>[]): Omit<Sight, 'usable' | 'repairs'> {
      return {
        keys: bodies.flatMap((body) => unlistedKeys(body, theirs)),
        reasoning: bodies.flatMap(messagesIn).flatMap(reasoningIn),
        finishReasons: bodies.flatMap(finishReasonsIn),
        usageDetails: bodies.flatMap(usageDetailsIn),
      }
    }
  }
}

type Mutable = { -readonly [Key in keyof ProviderFacts]: ProviderFacts[Key] }

function blank(id: string, rejectedBy: ProviderFacts['rejectedBy']): Mutable {
  return {
    id,
    name: names[id] ?? id,
    completions: 0,
    streams: 0,
    errors: 0,
    usable: { completions: 0, streams: 0 },
    asTheyAre: { completions: 0, streams: 0 },
    repairs: {},
    keys: {},
    reasoning: {},
    finishReasons: {},
    usage: { details: {}, places: {} },
    framing: { streams: 0, habits: {} },
    whitespaceBefore: 0,
    rejectedBy,
  }
}

function add(table: Record<string, Counts>, found: Iterable<string>, kind: Kind): void {
  for (const name of new Set(found)) {
    const counts = table[name] ?? { completions: 0, streams: 0 }
    table[name] = { ...counts, [kind]: counts[kind] + 1 }
  }
}

function addOne(table: Record<string, number>, name: string): void {
  table[name] = (table[name] ?? 0) + 1
}

/** The most frequent first. A key that was seen once may be of whoever asked, not of the provider. */
function ordered(facts: Mutable): ProviderFacts {
  const { keys, repairs, reasoning, finishReasons, usage, framing, rejectedBy } = facts
  return {
    ...facts,
    repairs: sorted(repairs, size),
    keys: sorted(often(keys), size),
    reasoning: sorted(reasoning, size),
    finishReasons: sorted(finishReasons, size),
    usage: { details: sorted(often(usage.details), size), places: sorted(usage.places, Number) },
    framing: { ...framing, habits: sorted(framing.habits, Number) },
    rejectedBy: sorted(rejectedBy, size),
  }
}

function often<Entry extends Counts>(table: Readonly<Record<string, Entry>>): Record<string, Entry> {
  return Object.fromEntries(Object.entries(table).filter(([, entry]) => size(entry) > 1))
}

function size({ completions, streams }: Counts): number {
  return completions + streams
}

function sorted<Value>(
  table: Readonly<Record<string, Value>>,
  by: (value: NoInfer<Value>) => number,
): Record<string, Value> {
  const entries = Object.entries(table)
  return Object.fromEntries(entries.sort(([a, one], [b, other]) => by(other) - by(one) || (a < b ? -1 : 1)))
}
