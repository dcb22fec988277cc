import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { installedIn } from './installed.ts'
import type { PackageManager, Place } from './managers.ts'
import { type Outcome, outcomeOf, type Row } from './outcome.ts'
import type { Project } from './projects.ts'
import { run } from './run.ts'
import { type Runtime, runOn, runtimes } from './runtimes.ts'

/** Installs projects that need the same packages, as their users would, and runs them. */
export async function tryOut(projects: readonly Project[], manager: PackageManager, place: Place): Promise<Row[]> {
  const rows: Row[] = []
  let installation = await outcomeOf(() => install(projects, manager, place))
  for (const project of projects) {
    const row: Row = { project, manager, outcomes: {} }
    rows.push(row)
    if (installation === 'green') installation = await outcomeOf(() => prepare(project, manager, place))
    row.outcomes.install = installation
    if (installation !== 'green') continue
    for (const runtime of runtimes) row.outcomes[runtime] = await use(project, runtime, { manager, place })
  }
  return rows
}

async function install([project]: readonly Project[], manager: PackageManager, place: Place): Promise<void> {
  if (!project) return
  manager.create(place)
  const packages = project.packages.map((name) => `@chat-completion/${name}`)
  await manager.add(packages, place, { areOurs: true })

  const installed = installedIn(place.directory)
  const surplus = [...installed].filter((name) => !project.installed.includes(name))
  const differing = [...surplus, ...project.installed.filter((name) => !installed.has(name))]
  if (differing.length > 0) {
    const told = differing.map((name) => `${name} is ${installed.has(name) ? 'installed, too' : 'not installed'}`)
    throw new Error(`Cannot vouch for what ${packages.join(' ')} costs: ${told.join(', ')}`)
  }
}

/** Adds the tools, and writes the code, which runtimes get without its types. */
async function prepare({ name, tools, bin }: Project, manager: PackageManager, place: Place): Promise<void> {
  if (tools) await manager.add(tools, place, { areOurs: false })
  if (bin) await runBin(bin, name, { manager, place })

  const directory = join(place.directory, name)
  cpSync(`scripts/tarballs/projects/${name}`, directory, { recursive: true })
  cpSync('scripts/tarballs/projects/equal.ts', join(place.directory, 'equal.ts'))
  for (const path of globSync(join(place.directory, `{equal,${name}/main}.ts`))) {
    const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'ts', target: 'es2022' })
    writeFileSync(path.replace(/ts$/, 'js'), code)
  }
}

interface Installation {
  manager: PackageManager
  place: Place
}

/** Where it is installed, and where nothing is: `npx chat-completion`, `npx @chat-completion/cli`. */
async function runBin(bin: string, name: string, { manager, place }: Installation): Promise<void> {
  const fullName = `@chat-completion/${name}`
  await start(manager.execute(bin, fullName), place.directory, manager.environment?.(place))

  const elsewhere = { ...place, directory: join(place.directory, 'elsewhere') }
  manager.create(elsewhere)
  const cache = { npm_config_cache: join(place.cache, 'npm') }
  await start(manager.download(fullName), elsewhere.directory, { ...cache, ...manager.environment?.(elsewhere) })
}

async function start(
  [command = '', ...parameters]: readonly string[],
  cwd: string,
  env?: Record<string, string>,
): Promise<void> {
  const version = await run(command, [...parameters, '--version'], { cwd, env })
  if (!/^\d+\.\d+\.\d+/m.test(version)) throw new Error(`Cannot go on: "${command}" printed ${version}`)
}

async function use(project: Project, runtime: Runtime, { manager, place }: Installation): Promise<Outcome> {
  const { name, flags, commands, skips } = project
  const skipped = skips?.[runtime] ?? manager.skips?.[name]
  if (skipped) return { skipped }
  if (!manager.runtimes.includes(runtime)) return { skipped: 'needs node_modules' }
  const env = { ...manager.environment?.(place), ...manager.preload?.(place) }
  const cwd = join(place.directory, name)
  return await outcomeOf(() => runOn(runtime, { cwd, env, command: commands?.[runtime], flags }))
}
