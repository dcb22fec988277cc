// `npm test` is the whole check from nothing: it installs, so it needs no more than Node and npm.
// `pnpm test` is the inner loop: the tests alone, with your arguments.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

function run(command, ...parameters) {
  const { status } = spawnSync(command, parameters, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

if (process.env.npm_config_user_agent?.startsWith('pnpm/')) {
  run('vitest', 'run', '--project=!long', ...process.argv.slice(2))
} else {
  run('npm', 'run', '--silent', 'bootstrap')
  run('node', 'scripts/check.ts')
}
