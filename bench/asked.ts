// What the command line asks of a benchmark: `pnpm bench`, `pnpm bench bun deno`, `pnpm bench --write`, `pnpm bench --check`.
import process from 'node:process'
import { type Runtime, runtimes } from './runtimes.ts'

const words = process.argv.slice(2)

/** To measure on every runtime, and to write the page. */
export const isWriting = words.includes('--write')

/** To be quick, and to fail only where a goal is missed by far. */
export const isChecking = words.includes('--check')

const named = runtimes.filter((runtime) => words.includes(runtime))

export const asked: readonly Runtime[] = isWriting ? runtimes : named.length > 0 ? named : ['node']
