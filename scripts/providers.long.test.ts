import { execFileSync } from 'node:child_process'
import { test } from 'vitest'

test('what is known of the providers is what the recordings say, where they are', () => {
  execFileSync('pnpm', ['run', 'providers'], { stdio: 'inherit' })
})
