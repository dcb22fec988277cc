import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runInEdgeRuntime, runInWorkerd } from './edge-hosts.ts'
import { type RunOptions, run } from './run.ts'

export const runtimes = ['Node 20', 'Node 22', 'Node 24', 'Deno', 'Bun', 'workerd', 'edge-runtime'] as const
export type Runtime = (typeof runtimes)[number]
type Node = Extract<Runtime, `Node ${string}`>

const nodes: Record<Node, string> = { 'Node 20': 'node20', 'Node 22': 'node22', 'Node 24': 'node' }

export function nodePath(name: Node): string {
  return resolve('node_modules', nodes[name], 'bin/node')
}

export interface Launch extends RunOptions {
  /** In place of calling `main`. */
  command?: readonly string[] | undefined
  flags?: readonly string[] | undefined
}

/** Calls `main` of the `main.js` in a directory, or does there what the command says. */
export async function runOn(runtime: Runtime, { command, flags = [], cwd, env }: Launch): Promise<void> {
  if (runtime === 'workerd') return await runInWorkerd(cwd)
  if (runtime === 'edge-runtime') return await runInEdgeRuntime(cwd)

  writeFileSync(join(cwd, 'run.js'), `import { main } from './main.js'\nawait main()\n`)
  if (runtime === 'Deno') await run('deno', command ?? ['run', '--allow-all', 'run.js'], { cwd, env })
  else if (runtime === 'Bun') await run('bun', command ?? ['run.js'], { cwd, env })
  else await run(nodePath(runtime), command ?? [...flags, 'run.js'], { cwd, env })
}
