import { areaOf, type Check } from './check.ts'

export type Format = 'pretty' | 'markdown' | 'json'

/** The checks, without asking anybody anything. */
export function listChecks(checks: readonly Check[], format: Format): string {
  const rows = checks.map((check) => {
    const { id, level, title, why, sources, needs = [] } = check
    return { id, area: areaOf(check), level, title, why, sources, needs }
  })
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`
  if (format === 'markdown') {
    const lines = rows.map(({ id, level, title }) => `| \`${id}\` | ${level} | ${title} |`)
    return `${['| check | level | |', '| --- | --- | --- |', ...lines].join('\n')}\n`
  }
  return rows.map(({ id, level, title }) => `${id.padEnd(29)} ${level.padEnd(7)} ${title}\n`).join('')
}
