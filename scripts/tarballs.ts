// Installs our tarballs into empty projects and uses them there, on each runtime, as their users do. `pnpm tarballs` does it with npm,
// `pnpm tarballs --all` with every package manager, `pnpm tarballs yarn bun` with these.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { managers } from './tarballs/managers.ts'
import { errorsOf, type Row } from './tarballs/outcome.ts'
import { serveRegistry } from './tarballs/registry.ts'
import { tableOf } from './tarballs/table.ts'
import { tryManager } from './tarballs/try-manager.ts'

const wanted = process.argv.slice(2)
const isAll = wanted.includes('--all')
const names = isAll ? managers.map(({ name }) => name) : wanted.length > 0 ? wanted : ['npm']
const unknown = names.filter((name) => !managers.some((manager) => manager.name === name))
if (unknown.length > 0) {
  throw new Error(`Cannot install with ${unknown.join(', ')}: known are ${managers.map(({ name }) => name).join(', ')}`)
}

const cache = mkdtempSync(join(tmpdir(), 'tarballs-'))
try {
  await using registry = await serveRegistry(cache)
  // In the check, one is enough: attw looks at each.
  const resolutions = wanted.length > 0 ? ['nodenext', 'node16', 'bundler'] : ['nodenext']
  const rows: Row[] = []
  for (const manager of managers.filter(({ name }) => names.includes(name))) {
    const start = performance.now()
    rows.push(...(await tryManager(manager, { cache, registry: registry.url, resolutions })))
    console.log(`${manager.name}: ${Math.round((performance.now() - start) / 1000)} s`)
  }
  console.log(`\n${tableOf(rows)}\n`)
  for (const error of rows.flatMap(errorsOf)) {
    console.error(error)
    process.exitCode = 1
  }
} finally {
  rmSync(cache, { recursive: true, force: true })
}
