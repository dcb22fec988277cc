import { type Area, areaOf, areas, type Check } from './check.ts'
import { UsageError } from './usage-error.ts'

/**
 * The checks that are asked for, and those that they need.
 *
 * @param only Areas and ids; none: all checks.
 * @throws {UsageError} One of them does not exist, or nothing is left.
 */
export function selectChecks(
  catalogue: readonly Check[],
  only: readonly string[] = [],
  skip: readonly string[] = [],
): Check[] {
  for (const name of [...only, ...skip]) {
    if (!catalogue.some((check) => isNamed(check, name))) throw unknown(name, catalogue)
  }
  const isSkipped = (check: Check): boolean => skip.some((name) => isNamed(check, name))
  const wanted = catalogue.filter(
    (check) => (only.length === 0 || only.some((name) => isNamed(check, name))) && !isSkipped(check),
  )
  if (wanted.length === 0) throw new UsageError('Cannot check anything: --skip leaves out all that --only names')
  const ids = new Set(wanted.map(({ id }) => id))
  // A check comes after what it needs.
  for (const { id, needs = [] } of [...catalogue].reverse()) {
    if (ids.has(id)) for (const each of needs) ids.add(each)
  }
  return catalogue.filter((check) => ids.has(check.id) && !isSkipped(check))
}

function isNamed(check: Check, name: string): boolean {
  return check.id === name || areaOf(check) === name
}

function unknown(name: string, catalogue: readonly Check[]): UsageError {
  const area = areas.find((each) => name.startsWith(each))
  const near = area === undefined ? [...areas] : idsOf(area, catalogue)
  return new UsageError(`Cannot find the check "${name.slice(0, 60)}": there are ${near.join(', ')}`)
}

function idsOf(area: Area, catalogue: readonly Check[]): string[] {
  return catalogue.filter((check) => areaOf(check) === area).map(({ id }) => id)
}
