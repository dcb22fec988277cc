import type { Level } from './check.ts'
import type { Exchange } from './exchange.ts'
import { type Finding, toFinding } from './finding.ts'
import { askCors, askWhole } from './questions.ts'
import type { Result } from './run-checks.ts'
import type { Session } from './session.ts'

/** Of those that could be judged, how many hold. */
interface Verdict {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What was seen on the way, and is not judged. */
interface Facts {
  /** What web pages are told: the origin that may call, null for none. */
  readonly cors: string | null
  readonly server: string | null
  /** How long the short question took, in milliseconds: whole, and as a stream until its first piece. */
  readonly wholeAfter: number
  readonly firstPieceAfter: number | null
}

export interface Report {
  readonly baseUrl: string
  readonly model: string
  /** The level that decides. */
  readonly level: Level
  readonly verdicts: Readonly<Record<Level, Verdict>>
  readonly requests: number
  readonly facts: Facts
  readonly findings: readonly Finding[]
}

export async function toReport(session: Session, results: readonly Result[], level: Level): Promise<Report> {
  const { secrets, baseUrl } = session.target
  const findings = results.map((result) => toFinding(result, session))
  const facts = await factsOf(session)
  return {
    baseUrl: secrets.show(baseUrl.href),
    model: secrets.show(session.model),
    level,
    verdicts: { compat: verdictOf(findings, 'compat'), strict: verdictOf(findings, 'strict') },
    requests: session.exchanges.length,
    facts,
    findings,
  }
}

/** Of those that count: where none of them could be judged, nothing holds. */
export function judgementOf(report: Report): 'holds' | 'fails' | 'unjudged' {
  const outcomes = counting(report).map(({ outcome }) => outcome)
  if (outcomes.includes('failed')) return 'fails'
  return outcomes.includes('passed') ? 'holds' : 'unjudged'
}

/** Those whose failure counts. */
export function counting({ findings, level }: Report): readonly Finding[] {
  return findings.filter((finding) => level === 'strict' || finding.level === 'compat')
}

function verdictOf(findings: readonly Finding[], level: Level): Verdict {
  const count = (outcome: Finding['outcome']): number =>
    findings.filter((finding) => finding.level === level && finding.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

async function factsOf(session: Session): Promise<Facts> {
  const { secrets } = session.target
  const shown = ({ headers }: Exchange, name: string): string | null => {
    const value = headers.get(name)
    return value === null ? null : secrets.show(value, 80)
  }
  const [cors, whole, stream] = [await askCors(session), await askWhole(session), await session.answerTo('stream')]
  return {
    cors: shown(cors, 'access-control-allow-origin'),
    server: shown(whole, 'server'),
    wholeAfter: Math.round(whole.milliseconds),
    firstPieceAfter: stream?.pieces[0] === undefined ? null : Math.round(stream.pieces[0].at),
  }
}
