import type { Dialect } from '@chat-completion/fixtures'
import * as dialects from '@chat-completion/fixtures/dialects'
import { safeParseChatCompletion } from '@chat-completion/validators'
import { recordings } from '../../scripts/recordings.ts'

/** The text of an answer, and for how many answers of the provider it stands. */
export interface Body {
  readonly text: string
  readonly weight: number
  readonly isRepaired: boolean
}

export interface Bodies {
  readonly source: string
  readonly bodies: readonly Body[]
}

const perGroup = 8

/**
 * Of every provider up to eight answers, and up to eight that need a repair, from the smallest to the largest: recorded ones where
 * recordings are there, else those that our dialects make.
 */
export function sampleBodies(): Bodies {
  const recorded = recordings('completions')
  const groups = new Map<string, string[]>()
  for (const { provider, body } of recorded.length > 0 ? recorded : made()) {
    const result = safeParseChatCompletion(body)
    if (!result.success) continue
    const group = `${provider} ${result.repairs.length > 0}`
    groups.set(group, [...(groups.get(group) ?? []), JSON.stringify(body)])
  }
  const bodies = [...groups].flatMap(([group, texts]) => {
    const sample = spread(texts.sort((one, other) => one.length - other.length))
    return sample.map((text) => ({ text, weight: texts.length / sample.length, isRepaired: group.endsWith('true') }))
  })
  const providers = new Set([...groups.keys()].map((group) => group.split(' ')[0]))
  const count = bodies.reduce((total, { weight }) => total + weight, 0)
  const source =
    recorded.length > 0
      ? `of ${Math.round(count)} recorded ones of ${providers.size} providers`
      : 'made by our dialects'
  return { source, bodies }
}

function made(): { provider: string; body: unknown }[] {
  return Object.values<Dialect>(dialects).flatMap((dialect) =>
    dialect
      .seed(1)
      .buildList(perGroup)
      .map((body) => ({ provider: dialect.provider, body })),
  )
}

function spread(sorted: readonly string[]): readonly string[] {
  if (sorted.length <= perGroup) return sorted
  const step = (sorted.length - 1) / (perGroup - 1)
  return Array.from({ length: perGroup }, (_, at) => sorted[Math.round(at * step)] ?? '')
}
