import type { PackageManager } from './managers.ts'
import type { Project } from './projects.ts'
import type { Runtime } from './runtimes.ts'

export type Column = 'install' | 'types' | Runtime

/** What came of a use: it works, it is not for there, or what went wrong. */
export type Outcome = 'green' | { skipped: string } | { error: unknown }

export interface Row {
  project: Project
  manager: PackageManager
  outcomes: Partial<Record<Column, Outcome>>
}

export async function outcomeOf(act: () => Promise<void>): Promise<Outcome> {
  try {
    await act()
    return 'green'
  } catch (error) {
    return { error }
  }
}

/** What went wrong, and where. */
export function errorsOf({ project, manager, outcomes }: Row): string[] {
  return Object.entries(outcomes).flatMap(([column, outcome]) =>
    typeof outcome === 'object' && 'error' in outcome
      ? [
          `${project.name} with ${manager.name}, ${column}: ${outcome.error instanceof Error ? outcome.error.message : outcome.error}\n`,
        ]
      : [],
  )
}
