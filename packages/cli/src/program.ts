import { readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import pc from 'picocolors'
import { kinds } from './detect.ts'
import { type DotPath, toDotPath } from './dot-path.ts'
import { type Host, hasColours } from './host.ts'
import { type ExitCode, type ValidateOptions, validate } from './validate.ts'

const examples = `
Examples:
  $ chat-completion validate response.json
  $ chat-completion validate logs/*.jsonl.gz --at body --group provider
  $ chat-completion validate batch-output.jsonl --at response.body --mode strict
  $ chat-completion validate streams.jsonl.gz --at sse --group provider
  $ curl -sN https://… | chat-completion validate - --format json

Exit codes:
  0  every body was read, maybe repaired, or is an error that the provider reports
  1  at least one body was rejected; in strict mode, each that deviates is
  2  wrong usage, or an input that cannot be read
`

/** Runs the program as if called with these parameters, and gives its exit code. */
export async function run(parameters: readonly string[], host: Host): Promise<number> {
  let exitCode: ExitCode = 0
  const program = createProgram(host)
  addValidate(program, async (files, options) => {
    exitCode = await validate(files, options, host)
  })
  try {
    await program.parseAsync(parameters, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // Commander has told what is wrong; help that was asked for is no mistake.
    return error.exitCode === 0 ? 0 : 2
  }
}

function createProgram({ stdout, stderr, env }: Host): Command {
  return new Command('chat-completion')
    .description('Check what chat completion endpoints send.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureHelp({ styleTitle: bold })
    .addHelpText('after', '\nRun chat-completion validate --help for its options, with examples.')
    .exitOverride()
    .showHelpAfterError('Run it with --help to see how it is used.')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => Math.min(stdout.columns ?? 100, 100),
      getErrHelpWidth: () => Math.min(stderr.columns ?? 100, 100),
      getOutHasColors: () => hasColours(stdout, env),
      getErrHasColors: () => hasColours(stderr, env),
    })
}

function addValidate(program: Command, action: (files: string[], options: ValidateOptions) => Promise<void>): void {
  program
    .command('validate')
    .summary('judge recorded completions, streams, chunks, requests and errors')
    .description(
      'Judge recorded completions, streams, chunks, requests and errors: JSON, JSON Lines of any size, or an event stream, each gzipped or not. ' +
        'The tolerant mode repairs what providers are known to send and names each repair; the strict mode accepts only what the contract says.',
    )
    .argument('<file...>', 'files to read, - for standard input')
    .option('--at <path>', 'where the body lies in its envelope, such as body or choices.0', toPath)
    .option('--group <path>', 'what of the envelope to group by, such as provider', toPath)
    .addOption(new Option('--kind <kind>', 'what the bodies are, else told by their shape').choices(kinds))
    .addOption(new Option('--mode <mode>', 'how to judge').choices(['tolerant', 'strict']).default('tolerant'))
    .addOption(new Option('--format <format>', 'what to print').choices(['pretty', 'json']).default('pretty'))
    .option('--examples <count>', 'how many examples of each finding to show', toCount, 3)
    .addHelpText('after', examples)
    .action((files, options, command) => {
      const twice = files.indexOf('-') !== files.lastIndexOf('-')
      return twice
        ? command.error("error: standard input can be read once only, found '-' twice")
        : action(files, options)
    })
}

/** Commander takes the colours out again where there are to be none. */
function bold(text: string): string {
  return pc.createColors(true).bold(text)
}

function toPath(text: string): DotPath {
  const path = toDotPath(text)
  if (path === undefined) throw new InvalidArgumentError('Write keys with a dot between them, such as response.body.')
  return path
}

function toCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number, such as 3.')
  return Number(text)
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}
