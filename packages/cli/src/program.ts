import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import pc from 'picocolors'
import { addChat } from './chat/command.ts'
import { addConvert } from './convert/command.ts'
import type { ExitCode } from './exit-code.ts'
import { type Host, hasColours } from './host.ts'
import { addMock } from './mock/command.ts'
import { addProbe } from './probe/command.ts'
import { addValidate } from './validate/command.ts'

/** Adds a command to the program: its options and its help. What it does is loaded when it is called. */
type AddCommand = (program: Command, host: Host, ended: (exitCode: ExitCode) => void) => void

/** In the order of the help. */
const commands: readonly AddCommand[] = [addValidate, addMock, addProbe, addConvert, addChat]

/** Runs the program as if called with these parameters, and gives its exit code. */
export async function run(parameters: readonly string[], host: Host): Promise<number> {
  let exitCode: ExitCode = 0
  const program = createProgram(host)
  for (const add of commands) {
    add(program, host, (code) => {
      exitCode = code
    })
  }
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
    .description(
      'Chat completions on the command line: judge them, stand in for an endpoint, check one, convert, and chat.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureHelp({ styleTitle: bold })
    .addHelpText('after', '\nRun chat-completion <command> --help for its options, with examples.')
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

/** Commander takes the colours out again where there are to be none. */
function bold(text: string): string {
  return pc.createColors(true).bold(text)
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}
