// Runs `smoke.mjs`, and with it the built packages, on every runtime; the cli on every Node it promises.
import { execFileSync } from 'node:child_process'
import { EdgeVM } from '@edge-runtime/vm'
import { build } from 'esbuild'

const nodes = ['node20', 'node22', 'node'].map((name) => `node_modules/${name}/bin/node`)
const smoke = 'scripts/smoke.mjs'

const commands = [
  ...nodes.map((node) => [node, smoke]),
  ...nodes.map((node) => [node, 'packages/cli/dist/main.js', '--help']),
  ['deno', 'run', '--no-config', '--node-modules-dir=manual', smoke],
  ['bun', smoke],
]
for (const [command = '', ...parameters] of commands) {
  console.log([command, ...parameters].join(' '))
  execFileSync(command, parameters, { stdio: 'inherit' })
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
