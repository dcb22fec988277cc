import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import type { Host } from '../host.ts'
import { toOneOf } from '../parameters.ts'
import { providerNames } from '../provider-names.ts'

const help = `
The key is read from an environment variable: OPENROUTER_API_KEY, or the one of the provider that is named, or whose base URL
it is; --api-key-env names another. Other hosts get none.

Examples:
  $ chat-completion chat "The capital of France?"
  $ git diff | chat-completion chat "Write a commit message for this:" --model openai/gpt-5
  $ chat-completion chat --provider ollama --model llama3.2
  $ chat-completion chat "Hi" --base-url http://127.0.0.1:3000/v1 --json

Exit codes:
  0  it was answered; a conversation came to its end
  1  there is no whole answer: the provider or the model refused, it failed, or it was cut off
  2  wrong usage, no key, or an input that cannot be read
`

export function addChat(program: Command, host: Host, ended: (exitCode: ExitCode) => void): void {
  program
    .command('chat')
    .summary('ask any endpoint, once or in a conversation')
    .description(
      'Ask any endpoint and see the answer as it comes. With a question, or text on standard input, the answer goes to standard output and ' +
        'all else to standard error; on a terminal, without a question, a conversation begins.',
    )
    .argument('[prompt...]', 'the question; what comes from standard input is added to it')
    .option('--base-url <url>', 'the endpoint, such as http://127.0.0.1:3000/v1')
    .addOption(
      new Option('--provider <name>', 'whom to ask, OpenRouter by default')
        .choices(providerNames)
        .argParser(toOneOf(providerNames)),
    )
    .option('--api-key-env <name>', 'the environment variable that holds the API key')
    .option('--model <name>', 'the model')
    .option('--system <text>', 'what the model is told first; @file reads it from a file')
    .option('--tools <file>', 'a JSON list of the tools that may be called, as it travels; you give their results')
    .addOption(
      new Option('--reasoning <effort>', 'how much to reason').choices([
        'none',
        'minimal',
        'low',
        'medium',
        'high',
        'xhigh',
        'max',
      ]),
    )
    .option('--temperature <number>', 'how varied the answer may be', toTemperature)
    .option('--max-tokens <count>', 'how long the answer may be', toMaxTokens)
    .option('--no-stream', 'ask for the answer as a whole')
    .option('-q, --quiet', 'show neither reasoning nor sources nor usage')
    .option('--json', 'print the whole completion as JSON, as it travels')
    .addHelpText('after', help)
    .action(async (words: string[], options) => {
      const { chat } = await import('./chat.ts')
      ended(await chat(words.join(' '), options, host))
    })
}

function toTemperature(text: string): number {
  if (!/^(?:\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})$/.test(text))
    throw new InvalidArgumentError('Write a number, such as 0.7.')
  return Number(text)
}

function toMaxTokens(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1, such as 500.')
  return Number(text)
}
