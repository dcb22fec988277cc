// Runs a benchmark on a runtime, as one file, so that every runtime runs the same.
import { execFileSync } from 'node:child_process'
import { build } from 'esbuild'

const commands = {
  node: ['node_modules/node/bin/node'],
  bun: ['node_modules/.bin/bun', 'run'],
  deno: ['node_modules/.bin/deno', 'run', '--no-config', '--allow-all'],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type Runtime = keyof typeof commands

export const runtimes = Object.keys(commands) as readonly Runtime[]

/** Puts a file and all that it imports into one, in a directory. */
export async function bundle(entry: string, directory: string): Promise<string> {
  const outfile = `${directory}/${entry.replaceAll('/', '-')}.mjs`
  const conditions = ['@chat-completion/source']
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', conditions })
  return outfile
}

/** What it prints, as JSON. */
export function run<Result>(runtime: Runtime, ...words: readonly string[]): Result {
  const [command, ...first] = commands[runtime]
  const printed = execFileSync(command, [...first, ...words], {
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(printed)
}

/** The runtime and its version. */
export function titleOf(runtime: Runtime): string {
  const version = /\d+\.\d+\.\d+/.exec(execFileSync(commands[runtime][0], ['--version'], { encoding: 'utf8' }))
  return `${runtime[0]?.toUpperCase()}${runtime.slice(1)} ${version}`
}
