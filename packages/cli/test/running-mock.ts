import { Readable, Writable } from 'node:stream'
import { serve } from '@chat-completion/node'
import type { Host } from '../src/host.ts'
import { run } from '../src/program.ts'
import type { Ran } from './run-cli.ts'

/** `chat-completion mock` in this process, which listens on a free port. */
export interface RunningMock {
  readonly baseUrl: string
  /** What it has printed so far. */
  readonly printed: { readonly stdout: string; readonly stderr: string }
  /** Resolves when it has printed this. */
  until(text: string): Promise<void>
  /** In place of Ctrl-C. */
  stop(): Promise<Ran>
}

export async function startMock(parameters: readonly string[], env: Host['env'] = {}): Promise<RunningMock> {
  const printed = { stdout: '', stderr: '' }
  let tell = (): void => {}
  const into = (name: keyof typeof printed): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        printed[name] += chunk
        tell()
        done()
      },
    })
  const interruption = new AbortController()
  const running = run(['mock', '--port', '0', ...parameters], {
    stdin: Readable.from([]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    env,
    fetch: globalThis.fetch,
    serve,
    interruption: () => interruption.signal,
  })
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      tell = () => {
        if ((printed.stdout + printed.stderr).includes(text)) resolve()
      }
      tell()
      running.then(() => reject(new Error(`It has ended without "${text}": ${JSON.stringify(printed)}`)))
    })
  await until('/v1')
  return {
    baseUrl: /http:\/\/[^\s",]+/.exec(printed.stdout)?.[0] ?? '',
    printed,
    until,
    async stop() {
      interruption.abort()
      return { exitCode: await running, ...printed }
    },
  }
}

/** What people see, without what differs from run to run. */
export function withoutTimes(text: string): string {
  return text
    .replace(/\d\d:\d\d:\d\d\.\d{3}/g, '12:00:00.000')
    .replace(/\b\d+ ms/g, '5 ms')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080')
}
