#!/usr/bin/env node
import process from 'node:process'
import { run } from './program.ts'

for (const output of [process.stdout, process.stderr]) output.on('error', ignoreClosedPipe)

process.exitCode = await run(process.argv.slice(2), process)

/** `| head` has read enough: no reason to complain. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
