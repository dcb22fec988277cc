import { type Command, Option } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import type { Host } from '../host.ts'
import { toCount, toNames, toOneOf, toPort, toRate } from '../parameters.ts'
import { dialectNames } from './dialect-name.ts'

const help = `
Without rules, every request is answered with a completion. A file of rules is JSON, or a module that exports rules(mock):

  {
    "$schema": "https://unpkg.com/@chat-completion/cli/rules.schema.json",
    "rules": [
      { "when": { "text": "France" }, "reply": "Paris" },
      { "when": { "tool": "get_weather", "toolResult": false }, "reply": { "scenario": "toolCallCompletion" } },
      { "when": { "model": "/^gpt/" }, "reply": { "error": "rateLimitError" }, "times": 1 }
    ]
  }

Examples:
  $ chat-completion mock
  $ chat-completion mock rules.json --port 8081 --watch
  $ chat-completion mock --dialect mistral --latency 200 --tokens-per-second 30
  $ chat-completion mock --fault stalledStream:3
  $ chat-completion mock rules.json --strict --log json > requests.jsonl

Exit codes:
  0  it was interrupted, by Ctrl-C or SIGTERM
  1  with --strict: a request was not foreseen, or a rule was never used
  2  wrong usage, rules that cannot be used, or a port that is taken
`

export function addMock(program: Command, host: Host, ended: (exitCode: ExitCode) => void): void {
  program
    .command('mock')
    .summary('start an OpenAI-compatible endpoint that answers by rules')
    .description(
      'Start an OpenAI-compatible endpoint that answers by rules, streams, misbehaves on demand, and logs what it is asked.',
    )
    .argument('[rules-file]', 'rules as JSON, or a module')
    .option('--port <port>', 'where to listen, 0 for any free port', toPort, 8080)
    .option('--hostname <name>', 'on which interface, 0.0.0.0 for all', '127.0.0.1')
    .option('--latency <ms>', 'milliseconds before each response', toCount)
    .option('--tokens-per-second <rate>', 'how fast the model speaks', toRate)
    .addOption(
      new Option('--dialect <name>', "as which provider's endpoint it answers")
        .choices(dialectNames)
        .argParser(toOneOf(dialectNames)),
    )
    .option('--models <names>', 'which models it lists, separated by commas', toNames)
    .option(
      '--fault <name>',
      'what goes wrong where a rule does not say it, such as connectionReset or stalledStream:3',
    )
    .addOption(new Option('--log <format>', 'how to log').choices(['pretty', 'json']).default('pretty'))
    .option('--watch', 'load the rules again when their file changes')
    .option('--strict', 'exit with 1 where a request was not foreseen, or a rule was never used')
    .addHelpText('after', help)
    .action(async (file, options, command) => {
      if (options.watch && file === undefined) return command.error('error: --watch needs a file of rules')
      const { mock } = await import('./mock.ts')
      ended(await mock(file, options, host))
    })
}
