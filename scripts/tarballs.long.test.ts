import { execFileSync } from 'node:child_process'
import { beforeAll, test } from 'vitest'
import { managers } from './tarballs/managers.ts'

beforeAll(() => {
  execFileSync('turbo', ['run', 'build'], { stdio: 'inherit' })
}, 300_000)

test.each(managers)('what $name installs is what it promises, and works on every runtime', ({ name }) => {
  execFileSync('node', ['scripts/tarballs.ts', name], { stdio: 'inherit' })
})
