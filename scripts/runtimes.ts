// Runs `smoke.mjs`, and with it the built packages, on every runtime; the commands of the cli on each that has processes.
import { execFileSync } from 'node:child_process'
import { EdgeVM } from '@edge-runtime/vm'
import { build } from 'esbuild'
import { runCommands } from './cli-commands.ts'

const nodes = ['node20', 'node22', 'node'].map((name) => [`node_modules/${name}/bin/node`])
const deno = ['deno', 'run', '--no-config', '--node-modules-dir=manual']
const smoke = 'scripts/smoke.mjs'

for (const [command = '', ...parameters] of [...nodes, deno, ['bun']]) {
  console.log([command, ...parameters, smoke].join(' '))
  execFileSync(command, [...parameters, smoke], { stdio: 'inherit' })
}

for (const runtime of [...nodes, [...deno, '--allow-all'], ['bun']]) {
  console.log([...runtime, 'packages/cli/dist/main.js', '…'].join(' '))
  await runCommands(runtime)
}

console.log(`edge-runtime ${smoke}`)
const { outputFiles } = await build({
  entryPoints: [smoke],
  bundle: true,
  format: 'iife',
  platform: 'neutral',
  write: false,
})
for (const { text } of outputFiles) new EdgeVM().evaluate(text)
