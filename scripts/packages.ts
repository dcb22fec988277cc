// Judges what users download: packs every package as a release does, then lets publint and attw look inside.
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const directory = mkdtempSync(join(tmpdir(), 'packages-'))
try {
  for (const path of globSync('packages/*/package.json')) {
    const manifest = JSON.parse(readFileSync(path, 'utf8'))
    if (manifest.private) continue
    const tarball = join(directory, `${basename(dirname(path))}.tgz`)
    execFileSync('pnpm', ['pack', '--out', tarball], { cwd: dirname(path) })
    execFileSync('publint', [tarball, '--strict'], { stdio: 'inherit' })
    // A package that only brings a command has no types to get wrong.
    if (manifest.exports) execFileSync('attw', [tarball, '--profile', 'esm-only', '--no-summary'], { stdio: 'inherit' })
  }
} finally {
  rmSync(directory, { recursive: true })
}
