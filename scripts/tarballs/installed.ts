import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The names of all packages in a project, wherever its package manager put them. */
export function installedIn(directory: string): Set<string> {
  const modules = join(directory, 'node_modules')
  if (existsSync(modules)) return new Set(inFolders(modules))
  return new Set(existsSync(join(directory, 'yarn.lock')) ? toldByYarn(directory) : toldByDeno(directory))
}

/** pnpm and deno keep packages in a store of the project, and link them to where they are found. */
function inFolders(modules: string): string[] {
  const stores = globSync('{.pnpm,.deno}/*/node_modules', { cwd: modules })
  return [modules, ...stores.map((store) => join(modules, store))].flatMap(inFolder)
}

function inFolder(modules: string): string[] {
  if (!existsSync(modules)) return []
  const names = foldersIn(modules).flatMap((name) =>
    name.startsWith('@') ? foldersIn(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  )
  return names.flatMap((name) => [name, ...inFolder(join(modules, name, 'node_modules'))])
}

function foldersIn(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}

function toldByYarn(directory: string): string[] {
  const lockfile = readFileSync(join(directory, 'yarn.lock'), 'utf8')
  return [...lockfile.matchAll(/^ {2}resolution: "(.+)@npm:/gm)].map(([, name = '']) => name)
}

function toldByDeno(directory: string): string[] {
  const lockfile: { npm: object } = JSON.parse(readFileSync(join(directory, 'deno.lock'), 'utf8'))
  return Object.keys(lockfile.npm).map((key) => key.replace(/(?<=.)@.*/, ''))
}
