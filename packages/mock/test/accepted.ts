import {
  type ChatCompletion,
  choiceOf,
  isCustomToolCall,
  isFunctionToolCall,
  refusalOf,
  textOf,
} from '@chat-completion/core'
import * as fixtures from '@chat-completion/fixtures'
import * as dialects from '@chat-completion/fixtures/dialects'
import { createMock } from '@chat-completion/mock'
import { expect } from 'vitest'
import { recordings } from '../../../scripts/recordings.ts'
import { recordedAs } from '../../fixtures/test/recorded-as.ts'
import { recorded, unknownTo, unrecorded } from './rejections.ts'
import { type Read, type Sdk, sdksOver } from './sdks.ts'

/** Every scenario, and the plain completion, by the name of its factory. */
export const scenarios: Readonly<Record<string, fixtures.Factory<ChatCompletion>>> = Object.fromEntries(
  Object.entries(fixtures).flatMap(([name, value]) =>
    /Completion$/.test(name) && 'build' in value ? [[name, value as fixtures.Factory<ChatCompletion>]] : [],
  ),
)

/** Each client reads it as it was said, plain and with each seed, but for clients that do not know such a thing. */
export async function holdsForScenario(name: string, seeds: number): Promise<void> {
  for (let seed = 0; seed <= seeds; seed += 1) {
    const completion = said(name, seed)
    for (const outcome of await outcomes(completion)) {
      const told = `${outcome.sdk}, ${outcome.how}, seed ${seed}`
      if (unknownTo[name]?.includes(outcome.sdk)) continue
      expect(outcome.rejection, told).toBeUndefined()
      expect(misreading(completion, outcome), told).toBeNull()
    }
  }
}

/** Each client reads what a dialect tells, one scenario a seed, but where it rejects the dialect's provider, too. */
export async function holdsForDialect(name: string, dialect: fixtures.Dialect, seeds: number): Promise<void> {
  const names = Object.keys(scenarios).filter((scenario) => !unknownTo[scenario])
  for (let seed = 1; seed <= seeds; seed += 1) {
    const completion = said(names[seed % names.length] ?? 'chatCompletion', seed)
    for (const { sdk, how, rejection = [] } of await outcomes(completion, dialect.seed(seed))) {
      const known = [recorded, unrecorded].flatMap((table) => table[name]?.[`${sdk} ${how}`] ?? [])
      expect(known, `${sdk}, ${how}, seed ${seed}`).toEqual(expect.arrayContaining([...rejection]))
    }
  }
}

function said(name: string, seed: number): ChatCompletion {
  const factory = scenarios[name]
  if (!factory) throw new RangeError(`There is no scenario ${name}`)
  return (seed === 0 ? factory : factory.seed(seed)).build()
}

/** What a client made of an answer, or why it rejected it. */
interface Outcome {
  readonly sdk: string
  readonly how: 'whole' | 'stream'
  readonly read?: Read
  readonly rejection?: readonly string[]
}

const mock = createMock()
const sdks = sdksOver(mock.fetch)

/** Lets each client read an answer, whole and streamed. */
async function outcomes(completion: ChatCompletion, dialect?: fixtures.Dialect): Promise<Outcome[]> {
  mock.reset()
  mock.reply(completion, { dialect })
  const all: Outcome[] = []
  for (const sdk of sdks) for (const how of ['whole', 'stream'] as const) all.push(await outcomeOf(sdk, how))
  return all
}

async function outcomeOf(sdk: Sdk, how: 'whole' | 'stream'): Promise<Outcome> {
  try {
    return { sdk: sdk.name, how, read: await sdk[how]() }
  } catch (error) {
    return { sdk: sdk.name, how, rejection: reasonsOf(error) }
  }
}

/** The places a schema rejects, or the first words of the message. */
function reasonsOf(error: unknown): string[] {
  for (let cause = error; cause; cause = Object(cause).cause) {
    const places = placesIn(Object(cause).issues).filter((place) => place !== '')
    if (places.length > 0) return [...new Set(places)].sort()
  }
  return [(String(Object(error).message).split('\n', 1)[0] ?? '').slice(0, 80)]
}

/** Zod tells what is wrong with each arm of a union below it. */
function placesIn(issues: unknown, above: readonly unknown[] = []): string[] {
  if (!Array.isArray(issues)) return []
  return issues.flatMap(({ path, errors }) => {
    const place = [...above, ...path]
    if (Array.isArray(errors)) return errors.flatMap((arm) => placesIn(arm, place))
    return [place.filter((step) => typeof step === 'string').join('.')]
  })
}

/**
 * What a client makes of an answer that is not what was said, or null.
 *
 * Some clients tell a refusal as text, and some run the choices of a stream together: that is theirs.
 */
function misreading(completion: ChatCompletion, { how, read }: Outcome): object | null {
  if (!read || (how === 'stream' && completion.choices.length > 1)) return null
  const { toolCalls } = choiceOf(completion).message
  const texts = [textOf(completion), refusalOf(completion)]
  if (!texts.includes(read.text)) return { text: read.text, said: texts[0] }
  const calls = (toolCalls ?? []).map((call) => {
    if (isFunctionToolCall(call)) return nameAndJson([call.function.name, call.function.arguments])
    return isCustomToolCall(call) ? nameAndJson([call.custom.name, call.custom.input]) : ''
  })
  const heard = read.calls.map(nameAndJson)
  return JSON.stringify(heard) === JSON.stringify(calls) ? null : { calls: heard, said: calls }
}

/** LangChain tells arguments parsed: white space does not count. */
function nameAndJson([name, text]: readonly [string, string]): string {
  return `${name} ${text.startsWith('{') ? JSON.stringify(JSON.parse(text)) : text}`
}

/** Why clients reject recordings, by dialect, and by client and way. */
export async function recordedRejections(): Promise<Record<string, Record<string, string[]>>> {
  const found: Record<string, Record<string, string[]>> = {}
  const byProvider = new Map(Object.entries(dialects).map(([name, dialect]) => [recordedAs(dialect), name]))
  let response = (): Response => Response.error()
  const readers = sdksOver(async () => response())
  for (const kind of ['completions', 'streams'] as const) {
    for (const { provider, body, sse } of recordings(kind)) {
      const name = byProvider.get(provider)
      if (name === undefined) continue
      const how = sse === undefined ? 'whole' : 'stream'
      response = () => (sse === undefined ? Response.json(body) : new Response(sse, { headers: eventStream }))
      for (const sdk of readers) {
        const { rejection = [] } = await outcomeOf(sdk, how)
        const bySdk = found[name] ?? {}
        const places = bySdk[`${sdk.name} ${how}`] ?? []
        bySdk[`${sdk.name} ${how}`] = [...new Set([...places, ...rejection])]
        found[name] = bySdk
      }
    }
  }
  return found
}

const eventStream = { 'content-type': 'text/event-stream' }
