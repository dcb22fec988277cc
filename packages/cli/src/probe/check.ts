import type { Exchange } from './exchange.ts'
import type { Session } from './session.ts'
import type { Source } from './sources.ts'

/** In the order in which they are checked and told. */
export const areas = ['models', 'completion', 'stream', 'tools', 'usage', 'headers', 'errors', 'abort'] as const

export type Area = (typeof areas)[number]

/** `compat`: without it clients break, or are harmed. `strict`: the contract, as its publishers document it. */
export type Level = 'compat' | 'strict'

/** One rule for an endpoint. */
export interface Check {
  /** Begins with the area, and keeps its meaning from version to version. */
  readonly id: `${Area}-${string}`
  readonly level: Level
  /** What holds where it passes. */
  readonly title: string
  readonly why: string
  readonly sources: readonly Source[]
  /** The checks without which this one has nothing to judge: where one of them does not pass, this is skipped. */
  readonly needs?: readonly Check['id'][]
  readonly run: (session: Session) => Outcome | Promise<Outcome>
}

/** Reasons and excerpts are as the endpoint said them: nobody may see them before {@link toFinding} has made them fit to be shown. */
export type Outcome =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly exchange?: Exchange; readonly excerpt?: string }
  | { readonly outcome: 'skipped'; readonly reason: string }

export const passed: Outcome = { outcome: 'passed' }

/** @param excerpt The part of the answer that shows it; its beginning by default. */
export function failed(reason: string, exchange?: Exchange, excerpt?: string): Outcome {
  return {
    outcome: 'failed',
    reason,
    ...(exchange !== undefined && { exchange }),
    ...(excerpt !== undefined && { excerpt }),
  }
}

/** The model may be at fault, or there is nothing to judge. */
export function skipped(reason: string): Outcome {
  return { outcome: 'skipped', reason }
}

export function areaOf({ id }: Check): Area {
  return id.split('-')[0] as Area
}
