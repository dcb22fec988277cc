import { ChatCompletionError } from '@chat-completion/core'
import { type Body, type BodyOptions, bodiesIn } from '../bodies.ts'
import type { Kind } from '../detect.ts'
import type { DotPath } from '../dot-path.ts'
import type { ExitCode } from '../exit-code.ts'
import { type Host, hasColours } from '../host.ts'
import { openInput } from '../input.ts'
import type { Mode } from '../parse.ts'
import { startProgress } from '../progress.ts'
import { type Entry, isEventStream, readEntries } from '../read.ts'
import { UnreadableError } from '../unreadable-error.ts'
import { toJson } from './json.ts'
import { judge, judgeStream, type Outcome } from './judge.ts'
import { payloadPath } from './payload-path.ts'
import { toPretty } from './pretty.ts'
import { type FileReport, type Place, Report } from './report.ts'

export interface ValidateOptions extends BodyOptions {
  readonly kind?: Kind
  readonly mode: Mode
  readonly format: 'pretty' | 'json'
  readonly examples: number
}

/** Judges every body of the files, prints the report, and says how it went. */
export async function validate(files: readonly string[], options: ValidateOptions, host: Host): Promise<ExitCode> {
  const report = new Report(options.mode, options.examples)
  for (const file of files) await addFile(report, file, options, host)
  const { stdout, env } = host
  const look = { columns: stdout.columns, colours: hasColours(stdout, env), grouped: options.group !== undefined }
  if (report.advice) host.stderr.write(`hint: ${report.advice}\n`)
  stdout.write(options.format === 'json' ? toJson(report) : toPretty(report, look))
  if (report.files.some(({ error }) => error !== undefined)) return 2
  return report.total.rejected > 0 ? 1 : 0
}

/** Adds what the file has. Where it cannot be read to its end, what was read counts, and the reason is told. */
async function addFile(report: Report, file: string, options: ValidateOptions, { stdin, stderr }: Host): Promise<void> {
  const name = file === '-' ? 'stdin' : file
  const counted: FileReport = { name, bodies: 0 }
  report.files.push(counted)
  const before = report.total.bodies
  try {
    const { size, bytes } = await openInput(file, stdin)
    const progress = startProgress(stderr, name, size)
    try {
      const watched = watch(bytes, (length) => progress.add(length, report.total.bodies - before))
      for await (const entry of readEntries(name, watched)) await addEntry(report, name, entry, options)
    } finally {
      progress.stop()
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    counted.error = error.message
    stderr.write(`error: ${error.message}\n`)
  }
  counted.bodies = report.total.bodies - before
}

async function* watch(
  bytes: AsyncIterable<Uint8Array | string>,
  onRead: (length: number) => void,
): AsyncGenerator<Uint8Array | string> {
  for await (const chunk of bytes) {
    onRead(chunk.length)
    yield chunk
  }
}

async function addEntry(report: Report, file: string, entry: Entry, options: ValidateOptions): Promise<void> {
  const place: Place = entry.line === undefined ? { file } : { file, line: entry.line }
  if (!('json' in entry)) {
    const outcome: Outcome =
      'stream' in entry ? await judgeStream(entry.stream, options.mode) : { status: 'rejected', error: entry.error }
    // Without an envelope there is no group to read.
    report.add(place, options.group ? { group: '(none)' } : {}, outcome)
    return
  }
  for (const body of bodiesIn(entry.json, options)) {
    const outcome = await outcomeOf(body, options)
    report.add(body.index === undefined ? place : { ...place, index: body.index }, body, outcome)
    if (outcome.status !== 'rejected' || outcome.error.code !== 'no-completion') continue
    report.advice ??= adviceFor(body.envelope)
  }
}

function outcomeOf({ value, envelope }: Body, { at, kind, mode }: ValidateOptions): Outcome | Promise<Outcome> {
  if (at && value === undefined) return { status: 'rejected', error: noPayload(at, envelope) }
  return typeof value === 'string' && isEventStream(value) ? judgeStream(only(value), mode) : judge(value, mode, kind)
}

async function* only(text: string): AsyncGenerator<string> {
  yield text
}

function noPayload(at: DotPath, envelope: unknown): ChatCompletionError {
  const keys = typeof envelope === 'object' && envelope !== null ? Object.keys(envelope).slice(0, 12).join(', ') : ''
  const state = keys === '' ? 'has no keys' : `has the keys ${keys}`
  return new ChatCompletionError('no-completion', `Cannot find "${at.join('.')}": the record ${state}`)
}

function adviceFor(envelope: unknown): string {
  const path = payloadPath(envelope)
  return path === undefined ? '' : `the records keep their bodies in an envelope, open it with --at ${path.join('.')}`
}
