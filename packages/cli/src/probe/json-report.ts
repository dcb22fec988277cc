import { counting, type Report } from './report.ts'

/** What `--format json` prints. Keys are added, never removed or given another meaning. */
export function toJson(report: Report): string {
  const { findings, ...rest } = report
  const holds = counting(report).every(({ outcome }) => outcome !== 'failed')
  return `${JSON.stringify({ ...rest, holds, checks: findings }, null, 2)}\n`
}
