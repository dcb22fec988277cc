import type { ExitCode } from '../exit-code.ts'
import { type Host, hasColours } from '../host.ts'
import { catalogue } from './catalogue.ts'
import type { Check, Level } from './check.ts'
import { startCheckProgress } from './check-progress.ts'
import { Interrupted } from './interrupted.ts'
import { toJson } from './json-report.ts'
import { type Format, listChecks } from './list.ts'
import { toMarkdown } from './markdown.ts'
import { preflight } from './preflight.ts'
import { toPretty } from './pretty.ts'
import { judgementOf, type Report, toReport } from './report.ts'
import { runChecks } from './run-checks.ts'
import { selectChecks } from './select-checks.ts'
import { Session } from './session.ts'
import { type TargetOptions, toTarget } from './target.ts'
import { UsageError } from './usage-error.ts'

export interface ProbeOptions extends TargetOptions {
  readonly model?: string
  readonly level: Level
  readonly format: Format
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  /** In seconds. */
  readonly timeout: number
  readonly maxTokens: number
  readonly list?: boolean
}

/** Checks an endpoint, prints the report, and says how it went. */
export async function probe(baseUrl: string | undefined, options: ProbeOptions, host: Host): Promise<ExitCode> {
  try {
    const checks = selectChecks(catalogue, options.only, options.skip)
    if (options.list) {
      host.stdout.write(listChecks(checks, options.format))
      return 0
    }
    if (baseUrl === undefined)
      throw new UsageError('Cannot probe nothing: name a base URL, such as http://127.0.0.1:3000/v1')
    const report = await reportOn(baseUrl, checks, options, host)
    const look = { columns: host.stdout.columns, colours: hasColours(host.stdout, host.env) }
    const formats = { json: toJson, markdown: toMarkdown, pretty: (each: Report) => toPretty(each, look) }
    host.stdout.write(formats[options.format](report))
    return exitCodes[judgementOf(report)]
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof Interrupted)) throw error
    host.stderr.write(`error: ${error.message}\n`)
    return 2
  }
}

async function reportOn(baseUrl: string, checks: readonly Check[], options: ProbeOptions, host: Host): Promise<Report> {
  const { timeout, maxTokens, model, level } = options
  const target = toTarget(baseUrl, options, host.env)
  const signal = host.interruption()
  const session = new Session({ target, fetch: host.fetch, timeout: timeout * 1000, maxTokens, signal })
  const progress = startCheckProgress(host, checks.length)
  try {
    await preflight(session, model)
    const results = await runChecks(session, checks, (check) => progress.show(check))
    return await toReport(session, results, level)
  } finally {
    progress.stop()
  }
}

const exitCodes = { holds: 0, fails: 1, unjudged: 2 } as const
