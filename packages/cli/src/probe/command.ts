import { type Command, Option } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import type { Host } from '../host.ts'
import { toList, toSeconds, toTokens } from './parameters.ts'

const help = `
The key is read from an environment variable: the one that --api-key-env names, or the one of the
provider whose base URL it is, such as OPENAI_API_KEY or OPENROUTER_API_KEY. Other hosts get none.
A run sends some 30 short requests.

Examples:
  $ chat-completion probe http://127.0.0.1:3000/v1
  $ chat-completion probe https://api.openai.com/v1 --model gpt-5
  $ chat-completion probe https://llm.example/v1 --api-key-env LLM_KEY --level strict
  $ chat-completion probe http://127.0.0.1:8000/v1 --only stream,tools --skip tools-result
  $ chat-completion probe http://127.0.0.1:8000/v1 --format markdown >> "$GITHUB_STEP_SUMMARY"
  $ chat-completion probe --list

Exit codes:
  0  every check that counts holds; skipped ones do not count
  1  at least one does not
  2  wrong usage, or an endpoint that cannot be reached, refuses the key or leaves nothing to judge
`

export function addProbe(program: Command, host: Host, ended: (exitCode: ExitCode) => void): void {
  program
    .command('probe')
    .summary("check whether an endpoint is compatible with OpenAI's")
    .description(
      "Check whether an endpoint is compatible with OpenAI's: completions, streams, tools, usage, headers, errors, and what happens when a client leaves. " +
        'Without a "compat" check clients break; a "strict" one is the contract as it is documented.',
    )
    .argument('[base-url]', 'what comes before /chat/completions')
    .option('--model <id>', 'the model to ask, else the first one that the endpoint lists')
    .option('--api-key-env <name>', 'the environment variable that holds the API key')
    .option('--header <header>', "a header for each request, such as 'X-Title: My app'; may be repeated", append)
    .addOption(new Option('--level <level>', 'which checks count').choices(['compat', 'strict']).default('compat'))
    .addOption(
      new Option('--format <format>', 'what to print').choices(['pretty', 'markdown', 'json']).default('pretty'),
    )
    .option('--only <names>', 'areas and ids of the checks to run, with commas', toList)
    .option('--skip <names>', 'areas and ids of the checks to leave out', toList)
    .option('--timeout <seconds>', 'how long a request may take', toSeconds, 60)
    .option('--max-tokens <count>', 'how long an answer may be: more, for models that think first', toTokens, 512)
    .option('--list', 'list the checks, without a request')
    .addHelpText('after', help)
    .action(async (baseUrl, options) => {
      const { probe } = await import('./probe.ts')
      ended(await probe(baseUrl, options, host))
    })
}

function append(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}
