import { fstatSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ExitCode } from '../exit-code.ts'
import type { Host } from '../host.ts'
import { type Input, openInput } from '../input.ts'
import { preview } from '../preview.ts'
import { type Entry, readEntries } from '../read.ts'
import { UnreadableError } from '../unreadable-error.ts'
import { type Converted, convertEntry, type EntryOptions } from './convert-entry.ts'
import { type Sink, toFileSink, toSink, UnwritableError } from './sink.ts'
import { Summary } from './summary.ts'

export interface ConvertOptions extends EntryOptions {
  /** Indents a document; lines of JSON Lines stay lines. By default where it is for a terminal. */
  readonly pretty?: boolean
  /** A file to write. */
  readonly output?: string
}

/** Converts each body of a file, tells what cannot be converted, and says how it went. */
export async function convert(file: string, options: ConvertOptions, host: Host): Promise<ExitCode> {
  const conversion = new Conversion(file === '-' ? 'stdin' : file, options, host)
  try {
    const { bytes } = await openInput(file, host.stdin)
    const sink = await sinkFor(file, options.output, host)
    try {
      await conversion.run(bytes, sink)
    } finally {
      await sink.close()
    }
    return await conversion.end()
  } catch (error) {
    if (!(error instanceof UnreadableError || error instanceof UnwritableError)) throw error
    return await conversion.end(error)
  }
}

async function sinkFor(file: string, output: string | undefined, { stdin, stdout }: Host): Promise<Sink> {
  if (output === undefined) return toSink(stdout)
  const input = file === '-' ? stdin.fd : file
  if (input !== undefined && (await isSameFile(input, output))) throw new UnwritableError(output, 'it is the input')
  return toFileSink(output)
}

/**
 * Whether what is written would destroy what is still to be read.
 *
 * @param input Its name, or its number: a shell has opened what comes by `<`.
 */
async function isSameFile(input: string | number, output: string): Promise<boolean> {
  const written = await stat(output).catch(() => undefined)
  if (!written?.isFile()) return false
  const { dev, ino } = typeof input === 'number' ? fstatSync(input) : await stat(input)
  return written.dev === dev && written.ino === ino
}

class Conversion {
  readonly #name: string
  readonly #options: ConvertOptions
  readonly #isPretty: boolean
  readonly #log: Sink
  readonly #summary = new Summary()

  constructor(name: string, options: ConvertOptions, { stdout, stderr }: Host) {
    this.#name = name
    this.#options = options
    this.#isPretty = options.pretty ?? (options.output === undefined && stdout.isTTY === true)
    this.#log = toSink(stderr)
  }

  async run(bytes: Input['bytes'], sink: Sink): Promise<void> {
    for await (const entry of readEntries(this.#name, bytes)) {
      const { made, bodies } = await convertEntry(entry, this.#options)
      for (const body of bodies) await this.#tell(body, entry)
      if (made && !(await sink.write(this.#toText(made.value, entry)))) return
      for (const { error } of bodies) if (error instanceof UnreadableError) throw error
    }
  }

  async #tell(body: Converted, { line }: Entry): Promise<void> {
    this.#summary.add(body)
    const { error, index } = body
    if (!error || error instanceof UnreadableError) return
    const place = [this.#name, line === undefined ? '' : `:${line}`, index === undefined ? '' : `[${index}]`].join('')
    await this.#log.write(`error: ${place}: ${preview(error.message)}\n`)
  }

  /** A document that is made a stream is the stream itself; in a line, or in an envelope, it is a text of JSON. */
  #toText(value: unknown, { line }: Entry): string {
    const { to, at } = this.#options
    if (to === 'stream' && line === undefined && at === undefined && typeof value === 'string') return value
    return `${JSON.stringify(value, null, this.#isPretty && line === undefined ? 2 : undefined)}\n`
  }

  async end(error?: Error): Promise<ExitCode> {
    if (error) await this.#log.write(`error: ${error.message}\n`)
    await this.#log.write(this.#summary.toText())
    await this.#log.close()
    if (error) return 2
    return this.#summary.failed > 0 ? 1 : 0
  }
}
