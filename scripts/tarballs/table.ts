import type { Column, Outcome, Row } from './outcome.ts'
import { runtimes } from './runtimes.ts'

const columns: readonly Column[] = ['install', 'types', ...runtimes]

/** As Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['path', 'package manager', ...columns]
  const lines = rows.map(({ project, manager, outcomes }) => [
    project.name,
    manager.name,
    ...columns.map((column) => told(outcomes[column])),
  ])
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function told(outcome: Outcome | undefined): string {
  if (outcome === undefined) return ''
  if (outcome === 'green') return 'green'
  return 'skipped' in outcome ? `– ${outcome.skipped}` : '**red**'
}
