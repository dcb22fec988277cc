import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const runner = fileURLToPath(new URL('../../scripts/example.ts', import.meta.url))

/** An example that serves. */
export interface StartedExample {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** What it said when it began to listen, with the port that it has where nothing else is said. */
  readonly greeting: string
  /** What comes of the `curl` of the greeting. */
  curl(): Promise<string>
  /** Ctrl-C, then the status with which it ends. */
  interrupt(): Promise<number | null>
  [Symbol.asyncDispose](): Promise<void>
}

/** What `npm run example` prints until it ends, without its installation, and without keys but those that are given. */
export async function runExample(number: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = start(number, env)
  const [output, complaints, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  if (status !== 0) throw new Error(`Cannot run example ${number}: it ended with ${status}\n${output}${complaints}`)
  return output
}

/** Starts an example, and waits until it has said how to try it. */
export async function startExample(
  number: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedExample> {
  const child = start(number, env)
  const exit = once(child, 'exit')
  let complaints = ''
  child.stderr.on('data', (piece) => {
    complaints += piece
  })
  const late = setTimeout(() => child.stdin.end(), 60_000)
  const shown = await untilCurl(child)
  clearTimeout(late)
  const url = /http:\/\/[\w.]+:\d+/.exec(shown)?.[0]
  if (url === undefined) throw new Error(`Cannot start example ${number}: ${shown}${complaints}`)
  return {
    url,
    greeting: shown.replaceAll(url, 'http://127.0.0.1:3000'),
    async curl() {
      const [, address = '', json] = /^curl -N (\S+).* --json '(.*)'$/m.exec(shown) ?? []
      const header = /-H 'authorization: (.+?)'/.exec(shown)?.[1]
      const headers = { 'content-type': 'application/json', ...(header !== undefined && { authorization: header }) }
      const response = await fetch(address, { method: 'POST', headers, body: json ?? '' })
      return response.text()
    },
    async interrupt() {
      // As a terminal does: all that run in the foreground are told.
      process.kill(-Number(child.pid), 'SIGINT')
      const [status] = await exit
      return status
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await exit
    },
  }
}

/** A group of its own, as in a terminal, which ends when its stdin closes: with this process, at the latest. */
function start(number: string, given: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams {
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, NO_COLOR: '1', PORT: '0', END_WITH_STDIN: '1', ...given }
  return spawn(process.execPath, [runner, number], { env, stdio: 'pipe', detached: true })
}

/** What it prints up to the end of the line that shows `curl`, or of all. */
async function untilCurl({ stdout }: ChildProcessWithoutNullStreams): Promise<string> {
  let shown = ''
  return new Promise((resolve) => {
    stdout.setEncoding('utf8').on('data', (piece: string) => {
      shown += piece
      if (/^curl -N .*\n/m.test(shown)) resolve(shown)
    })
    stdout.once('end', () => resolve(shown))
  })
}
