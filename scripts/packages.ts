// Judges what users download: packs every package as a release does, then looks inside, and lets publint and attw look.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'

interface Manifest {
  name: string
  private?: boolean
  exports?: Record<string, Record<string, string>>
  bin?: Record<string, string>
}

const temporary = mkdtempSync(join(tmpdir(), 'packages-'))
try {
  for (const path of globSync('packages/*/package.json').sort()) {
    const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'))
    if (manifest.private) continue
    const directory = join(temporary, basename(dirname(path)))
    const tarball = `${directory}.tgz`
    execFileSync('pnpm', ['pack', '--out', tarball], { cwd: dirname(path) })
    mkdirSync(directory)
    execFileSync('tar', ['-xzf', tarball, '-C', directory])

    for (const flaw of flawsOf(join(directory, 'package'), manifest))
      fail(`${manifest.name} is not fit to publish: ${flaw}`)
    execFileSync('publint', [tarball, '--strict'], { stdio: 'inherit' })
    // A package that only brings a command has no types to get wrong.
    if (manifest.exports) execFileSync('attw', [tarball, '--profile', 'esm-only', '--no-summary'], { stdio: 'inherit' })
  }
} finally {
  rmSync(temporary, { recursive: true })
}
publishDry()

function flawsOf(directory: string, { exports = {}, bin = {} }: Manifest): string[] {
  const promised = ['LICENSE', 'README.md', ...Object.values(bin), ...Object.values(exports).flatMap(Object.values)]
  const missing = promised.filter((file) => !existsSync(join(directory, file))).map((file) => `${file} is missing`)

  const tests = globSync('**/*.{test,test-d}.*', { cwd: directory }).map((file) => `${file} is a test`)

  const maps = globSync('dist/**/*.map', { cwd: directory }).map((file) => join(directory, file))
  const blind = maps.filter((map) => {
    const { sources }: { sources: string[] } = JSON.parse(readFileSync(map, 'utf8'))
    return !sources.every((source) => existsSync(resolve(dirname(map), source)))
  })
  return [...missing, ...tests, ...blind.map((map) => `${basename(map)} leads to a source that is not there`)]
}

/** Publishes, up to the upload. Whatever pnpm has to say about it is an objection, but that it was not in earnest. */
function publishDry(): void {
  const { status, stdout, stderr } = spawnSync('pnpm', ['--recursive', 'publish', '--dry-run', '--no-git-checks'], {
    encoding: 'utf8',
  })
  const said = stdout + stderr
  console.log(said)
  const warnings = said.match(/^.*WARN.*$/gm)?.filter((line) => !/Skip publishing .* \(dry run\)/.test(line)) ?? []
  if (status !== 0 || warnings.length > 0) fail(`Cannot publish to npm: ${warnings[0] ?? `pnpm ended with ${status}`}`)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
