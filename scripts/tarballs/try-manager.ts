import { join } from 'node:path'
import type { PackageManager, Place } from './managers.ts'
import { outcomeOf, type Row } from './outcome.ts'
import { type Project, projects } from './projects.ts'
import { tryOut } from './try-out.ts'
import { checkTypes, checkTypesWithDeno } from './types.ts'

/** Those that install the same share a place; those that add tools to it come last. */
const groups = new Map<string, Project[]>()
for (const project of projects) {
  const name = project.packages.join('-')
  groups.set(name, [...(groups.get(name) ?? []), project])
}

export interface TryOptions extends Pick<Place, 'cache' | 'registry'> {
  /** Of modules, for TypeScript: each is checked. */
  resolutions: readonly string[]
}

/** Tries out every project with a package manager, two at a time. */
export async function tryManager(
  manager: PackageManager,
  { cache, registry, resolutions }: TryOptions,
): Promise<Row[]> {
  const home = join(cache, 'projects', manager.name)
  const tried = new Map<string, Row[]>()
  const waiting = groups.entries()
  async function work(): Promise<void> {
    for (const [name, group] of waiting) {
      tried.set(name, await tryOut(group, manager, { directory: join(home, name), registry, cache }))
    }
  }
  await Promise.all([work(), work()])

  const rows = [...groups.keys()].flatMap((name) => tried.get(name) ?? [])
  await judgeTypes(rows, { manager, home, resolutions, cache })
  return rows
}

interface JudgeOptions extends Pick<TryOptions, 'cache' | 'resolutions'> {
  manager: PackageManager
  home: string
}

async function judgeTypes(rows: readonly Row[], { manager, home, resolutions, cache }: JudgeOptions): Promise<void> {
  const open = rows.filter(({ outcomes }) => outcomes.install === 'green')
  for (const { project, outcomes } of open) {
    if (project.skips?.types) outcomes.types = { skipped: project.skips.types }
    else if (manager.checker === 'nobody') outcomes.types = { skipped: 'needs node_modules' }
    else if (manager.checker === 'deno') {
      const cwd = join(home, project.packages.join('-'), project.name)
      outcomes.types = await outcomeOf(() =>
        checkTypesWithDeno(cwd, manager.environment?.({ directory: cwd, registry: '', cache })),
      )
    }
  }
  const unjudged = open.filter(({ outcomes }) => outcomes.types === undefined)
  if (unjudged.length === 0) return
  const code = unjudged.map(({ project }) => project)
  const outcome = await outcomeOf(() => checkTypes(code, home, resolutions))
  for (const { outcomes } of unjudged) outcomes.types = outcome
}
