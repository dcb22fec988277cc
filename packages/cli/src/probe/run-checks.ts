import { type Check, failed, type Outcome, skipped } from './check.ts'
import { Interrupted } from './interrupted.ts'
import type { Session } from './session.ts'

export interface Result {
  readonly check: Check
  readonly outcome: Outcome
}

/** Runs one check after the other. What an endpoint sends can fail a check, and nothing more. */
export async function runChecks(
  session: Session,
  checks: readonly Check[],
  onCheck: (check: Check) => void,
): Promise<Result[]> {
  const results: Result[] = []
  for (const check of checks) {
    onCheck(check)
    const missing = results.find(
      (result) => check.needs?.includes(result.check.id) && result.outcome.outcome !== 'passed',
    )
    const outcome = missing ? blockedBy(missing) : await outcomeOf(check, session)
    results.push({ check, outcome })
  }
  return results
}

function blockedBy({ check, outcome }: Result): Outcome {
  return skipped(`it needs ${check.id}, which ${outcome.outcome === 'failed' ? 'failed' : 'was skipped'}`)
}

async function outcomeOf(check: Check, session: Session): Promise<Outcome> {
  try {
    return await check.run(session)
  } catch (error) {
    if (error instanceof Interrupted) throw error
    return failed(`the answer cannot be judged: ${error instanceof Error ? error.message : String(error)}`)
  }
}
