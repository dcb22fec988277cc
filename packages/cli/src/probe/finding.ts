import { type Area, areaOf, type Level, type Outcome } from './check.ts'
import { reproduce } from './reproduce.ts'
import type { Result } from './run-checks.ts'
import type { Session } from './session.ts'
import type { Source } from './sources.ts'

/** What became of a check, fit to be shown: without secrets, control characters and more text than is of use. */
export interface Finding {
  readonly id: string
  readonly area: Area
  readonly level: Level
  readonly title: string
  readonly why: string
  readonly sources: readonly Source[]
  readonly outcome: Outcome['outcome']
  /** Why it did not pass; null where it did. */
  readonly reason: string | null
  readonly evidence: Evidence | null
}

interface Evidence {
  readonly method: string
  readonly url: string
  /** Null where no answer came. */
  readonly status: number | null
  readonly excerpt: string
  /** The request, for a shell; `$KEY` is the key. */
  readonly reproduce: string
}

export function toFinding({ check, outcome }: Result, { target }: Session): Finding {
  const { id, level, title, why, sources } = check
  const { secrets } = target
  const exchange = 'exchange' in outcome ? outcome.exchange : undefined
  const excerpt = ('excerpt' in outcome ? outcome.excerpt : undefined) ?? exchange?.text ?? ''
  return {
    id,
    area: areaOf(check),
    level,
    title,
    why,
    sources,
    outcome: outcome.outcome,
    reason: 'reason' in outcome ? secrets.show(outcome.reason) : null,
    evidence: exchange
      ? {
          method: exchange.sent.method,
          url: secrets.hide(exchange.sent.url),
          status: exchange.status ?? null,
          excerpt: secrets.show(excerpt, 400),
          reproduce: reproduce(exchange, target),
        }
      : null,
  }
}
