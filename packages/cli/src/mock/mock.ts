import type { ExitCode } from '../exit-code.ts'
import { type Host, hasColours } from '../host.ts'
import { CurrentRules } from './current-rules.ts'
import type { DialectName } from './dialect-name.ts'
import { dialects } from './dialects.ts'
import { toFault } from './fault-option.ts'
import { jsonLog } from './json-log.ts'
import { type Address, listen, reachable } from './listen.ts'
import { prettyLog } from './pretty-log.ts'
import type { LoadOptions } from './rules/load-rules.ts'
import { Traffic } from './traffic.ts'
import { TroubleError } from './trouble-error.ts'
import { watchFile } from './watch-file.ts'

export interface RunOptions extends Address {
  readonly latency?: number
  readonly tokensPerSecond?: number
  readonly dialect?: DialectName
  readonly models?: readonly string[]
  readonly fault?: string
  readonly log: 'pretty' | 'json'
  readonly watch?: boolean
  readonly strict?: boolean
}

/** Answers requests until it is interrupted, and tells what it was asked. */
export async function mock(file: string | undefined, options: RunOptions, host: Host): Promise<ExitCode> {
  // Before anything is waited for: from now on, Ctrl-C ends it in order.
  const interruption = host.interruption()
  const { stdout, stderr, env } = host
  const log = options.log === 'json' ? jsonLog(stdout) : prettyLog(stdout, hasColours(stdout, env))
  try {
    const rules = await CurrentRules.of(file, toLoadOptions(options))
    const traffic = new Traffic(() => rules.mock, log)
    const server = await listen(traffic.handler, options, host.serve)
    log.started(`${reachable(server.url)}/v1`)
    const unwatch = file !== undefined && options.watch ? watchFile(file, () => reload(rules, host)) : undefined
    await aborted(interruption)
    unwatch?.()
    await server.close()
    await traffic.ended()
    const complaints = rules.complaints()
    log.stopped({ requests: traffic.requests, unmatched: traffic.unmatched, complaints })
    return options.strict && complaints.length > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error
    stderr.write(error.toText())
    return 2
  }
}

function toLoadOptions({ latency, tokensPerSecond, dialect, models, fault }: RunOptions): LoadOptions {
  return {
    mock: {
      // Web pages may call it: it has nothing to hide.
      cors: true,
      ...(latency !== undefined && { latency }),
      ...(tokensPerSecond !== undefined && { tokensPerSecond }),
      ...(dialect !== undefined && { dialect: dialects[dialect] }),
      ...(models !== undefined && { models }),
    },
    ...(fault !== undefined && { fault: toFault(fault) }),
  }
}

async function reload(rules: CurrentRules, { stderr }: Host): Promise<void> {
  try {
    await rules.reload()
    stderr.write('The rules were loaded again\n')
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error
    stderr.write(`${error.toText()}The rules stay as they were\n`)
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
