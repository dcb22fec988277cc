import { type Command, Option } from 'commander'
import { kinds } from '../detect.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Host } from '../host.ts'
import { toCount, toPath } from '../parameters.ts'

const help = `
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

export function addValidate(program: Command, host: Host, ended: (exitCode: ExitCode) => void): void {
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
    .addHelpText('after', help)
    .action(async (files, options, command) => {
      if (files.indexOf('-') !== files.lastIndexOf('-')) {
        return command.error("error: standard input can be read once only, found '-' twice")
      }
      const { validate } = await import('./validate.ts')
      ended(await validate(files, options, host))
    })
}
