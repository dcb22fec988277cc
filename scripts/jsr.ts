// Keeps each deno.json, which JSR reads, in step with its package.json: `node scripts/jsr.ts --write` mends them. Without it, judges
// them, and publishes to JSR, up to the upload.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'

interface Manifest {
  name: string
  version: string
  license: string
  exports: Record<string, { '@chat-completion/source': string }>
}

for (const path of globSync('packages/*/deno.json')) {
  const manifest: Manifest = JSON.parse(readFileSync(`${dirname(path)}/package.json`, 'utf8'))
  const { name, version, license } = manifest
  const exports: Record<string, string> = {}
  for (const [entry, { '@chat-completion/source': source }] of Object.entries(manifest.exports)) {
    if (!augments(join(dirname(path), source))) exports[entry] = source
  }

  const before = JSON.parse(readFileSync(path, 'utf8'))
  const after = { ...before, name, version, license, exports }
  if (JSON.stringify(before) === JSON.stringify(after)) continue
  if (!process.argv.includes('--write')) {
    throw new Error(`Cannot publish to JSR: ${path} differs from package.json, run "node scripts/jsr.ts --write"`)
  }
  writeFileSync(path, `${JSON.stringify(after, null, 2)}\n`)
}

if (!process.argv.includes('--write')) publishDry()

/** What deno warns of would lower the score there, or the types that people get. */
function publishDry(): void {
  const { status, stdout, stderr } = spawnSync('deno', ['publish', '--dry-run', '--allow-dirty'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  console.log(stdout + stderr)
  const warning = /^.*\bwarning\b.*$/im.exec(stdout + stderr)?.[0]
  if (status !== 0 || warning)
    throw new Error(`Cannot publish to JSR: ${warning ?? `deno ended with ${status}, see above`}`)
}

/** JSR takes no module that adds to types elsewhere, as the matchers of vitest do. */
function augments(file: string): boolean {
  return /^declare (global|module) /m.test(readFileSync(file, 'utf8'))
}
