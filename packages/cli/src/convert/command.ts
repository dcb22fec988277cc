import { type Command, Option } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import { forms } from '../form.ts'
import type { Host } from '../host.ts'
import { toPath, toSplitBy } from '../parameters.ts'
import { targets } from './to-target.ts'

const help = `
Forms:
  wire    as it travels: finish_reason
  domain  as code uses it: finishReason
  stream  the event stream that gives the completion: data: {…}

A stream is converted as the completion it adds up to. JSON Lines stay JSON Lines, a stream being a text in its line.

Examples:
  $ chat-completion convert response.json --to domain
  $ curl -sN https://… | chat-completion convert --to wire
  $ chat-completion convert response.json --to stream --by character > stream.txt
  $ chat-completion convert logs.jsonl.gz --at body --to domain --output domain.jsonl

Exit codes:
  0  every body was converted, maybe repaired
  1  at least one was not, or is of a stream that broke; in strict mode, each that deviates is not
  2  wrong usage, an input that cannot be read, or an output that cannot be written
`

export function addConvert(program: Command, host: Host, ended: (exitCode: ExitCode) => void): void {
  program
    .command('convert')
    .summary('convert completions, streams, chunks, requests and errors from one form to another')
    .description(
      'Convert completions, streams, chunks, requests and errors between the form that travels and the one that code uses, add streams up to completions, ' +
        'and cut completions into streams: JSON, JSON Lines of any size, or an event stream, each gzipped or not.',
    )
    .argument('[file]', 'file to read, - for standard input', '-')
    .addOption(new Option('--to <form>', 'what to make of it').choices(targets).makeOptionMandatory())
    .addOption(new Option('--from <form>', 'how keys are spelled, else told by the keys').choices(forms))
    .option('--at <path>', 'where the body lies in its envelope, such as body: it is converted in its place', toPath)
    .addOption(new Option('--mode <mode>', 'how to judge').choices(['tolerant', 'strict']).default('tolerant'))
    .option('--by <pieces>', 'how to cut the texts of a stream: word, character, or so many characters', toSplitBy)
    .option('--no-usage', 'leave the token counts out of a stream, as providers do that are not asked for them')
    .option('--output <file>', 'where to write, else standard output')
    .option('--pretty', 'indent a document, as is done for a terminal')
    .addHelpText('after', help)
    .action(async (file, options, command) => {
      if (command.args.length === 0 && host.stdin.isTTY === true) {
        return command.error('error: nothing to read, name a file or pipe something in')
      }
      const ofStreams = [options.by !== undefined && '--by', !options.usage && '--no-usage'].find(Boolean)
      if (ofStreams && options.to !== 'stream') return command.error(`error: ${ofStreams} is for --to stream`)
      const { convert } = await import('./convert.ts')
      ended(await convert(file, options, host))
    })
}
