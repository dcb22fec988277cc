#!/usr/bin/env node
import process from 'node:process'
import { run } from './program.ts'

for (const output of [process.stdout, process.stderr]) output.on('error', fail)

const { stdin, stdout, stderr, env } = process
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, fetch, serve, interruption })

/** `| head` has read enough: no reason to complain. A full disk is one. */
function fail({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return
  process.stderr.write(`error: Cannot write the output: ${message}\n`)
  process.exit(2)
}

async function serve(...parameters: Parameters<typeof import('@chat-completion/node').serve>) {
  return (await import('@chat-completion/node')).serve(...parameters)
}

function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort())
  return controller.signal
}
