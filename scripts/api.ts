// What each entry point exports, as a report in packages/*/api, so that a public change shows in review:
// `pnpm api` judges, `pnpm api --write` writes them. It reads what was built.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

interface Manifest {
  name: string
  private?: boolean
  exports?: Record<string, { types: string }>
}

/** Types that signatures use and nobody needs to name, and why. */
const unnamed: Record<string, string> = {
  Body: 'a union of two exported types',
  Primitive: 'a part of how Overrides is computed',
  RemovedIfOptional: 'a part of how Overrides is computed',
}

const compilerOptions = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: [],
  strict: true,
  skipLibCheck: true,
}

const temporary = mkdtempSync(join(tmpdir(), 'api-'))
try {
  for (const path of globSync('packages/*/package.json').sort()) {
    const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'))
    if (!manifest.private && manifest.exports) judge(dirname(path), manifest.exports)
  }
} finally {
  rmSync(temporary, { recursive: true })
}

function judge(directory: string, entries: Record<string, { types: string }>): void {
  const reports = join(temporary, basename(directory))
  mkdirSync(reports)
  const exported = new Set(Object.keys(unnamed))
  const used = new Set<string>()
  for (const [entry, { types }] of Object.entries(entries)) {
    const report = join(reports, `${entry === '.' ? 'index' : basename(entry)}.api.md`)
    for (const name of writeReport(directory, types, report)) used.add(name)
    for (const [, name = ''] of readFileSync(report, 'utf8').matchAll(/^export \w+ (\w+)/gm)) exported.add(name)
  }

  for (const name of used) {
    if (exported.has(name)) continue
    console.error(`Cannot use all of ${directory}: its exports need the type ${name}, which no entry point exports`)
    process.exitCode = 1
  }

  const committed = join(directory, 'api')
  if (process.argv.includes('--write')) {
    rmSync(committed, { recursive: true, force: true })
    cpSync(reports, committed, { recursive: true })
    return
  }
  mkdirSync(committed, { recursive: true })
  const { status } = spawnSync('git', ['diff', '--no-index', committed, reports], { stdio: 'inherit' })
  if (status !== 0) {
    console.error(
      `Cannot vouch for ${committed}: it differs from what is exported, run "pnpm api --write" and commit it`,
    )
    process.exitCode = 1
  }
}

/** Writes the report of an entry point, and gives the names of the types that it uses and does not export. */
function writeReport(directory: string, types: string, report: string): string[] {
  const config = ExtractorConfig.prepare({
    configObject: {
      newlineKind: 'lf',
      projectFolder: resolve(directory),
      mainEntryPointFilePath: resolve(directory, types),
      compiler: { overrideTsconfig: { compilerOptions, files: [types] } },
      apiReport: {
        enabled: true,
        reportFolder: dirname(report),
        reportTempFolder: temporary,
        reportFileName: basename(report),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve(directory, 'package.json'),
  })
  const used: string[] = []
  const { errorCount } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      if (message.messageId === 'ae-forgotten-export') {
        // Where two types of one name meet, the report numbers them.
        used.push(/"(\w+?)(?:_\d+)?"/.exec(message.text)?.[1] ?? message.text)
      }
      message.handled = message.logLevel !== 'error'
    },
  })
  if (errorCount > 0) throw new Error(`Cannot read ${types} of ${directory}: see above`)
  return used
}
