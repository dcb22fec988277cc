import { Readable, Writable } from 'node:stream'
import { serve } from '@chat-completion/node'
import type { Host, Output } from '../src/host.ts'
import { run } from '../src/program.ts'

export interface Ran {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  /** In chunks, as a pipe gives it. */
  readonly stdin?: readonly (string | Uint8Array)[]
  /** Of a terminal; none: standard output is a pipe. */
  readonly columns?: number
  readonly env?: Host['env']
  /** What answers in place of the network. */
  readonly fetch?: Host['fetch']
  /** In place of Ctrl-C. */
  readonly interruption?: AbortSignal
}

/** Runs the program inside this process. */
export async function runCli(
  parameters: readonly string[],
  {
    stdin = [],
    columns,
    env = {},
    fetch = globalThis.fetch,
    interruption = new AbortController().signal,
  }: Surroundings = {},
): Promise<Ran> {
  const stdout = new Capture(columns)
  const stderr = new Capture(undefined)
  const exitCode = await run(parameters, {
    stdin: Readable.from(stdin),
    stdout,
    stderr,
    env,
    fetch,
    serve,
    interruption: () => interruption,
  })
  return { exitCode, stdout: stdout.text, stderr: stderr.text }
}

class Capture extends Writable implements Output {
  readonly isTTY: boolean
  readonly columns?: number
  text = ''

  constructor(columns: number | undefined) {
    super()
    this.isTTY = columns !== undefined
    if (columns !== undefined) this.columns = columns
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}
