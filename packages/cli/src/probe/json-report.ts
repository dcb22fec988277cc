import { judgementOf, type Report } from './report.ts'

/** What `--format json` prints. Keys are added, never removed or given another meaning. */
export function toJson(report: Report): string {
  const { findings, ...rest } = report
  return `${JSON.stringify({ ...rest, holds: judgementOf(report) === 'holds', checks: findings }, null, 2)}\n`
}
