// The page of repairs, written from the catalogue.
import { type RepairRule, repairCatalogue } from '@chat-completion/validators'

const example = `
import { safeParseChatCompletion } from '@chat-completion/validators'

const choice = { index: 0, message: { role: 'assistant' }, finish_reason: 'stop' }
const answer = { id: 'c1', object: 'chat.completion', created: 1700000000, model: 'm', choices: [choice] }
const result = safeParseChatCompletion(answer)

result.success && result.repairs[0]
//=> { code: 'missing-content', path: ['choices', 0, 'message', 'content'], received: undefined, message: 'Repaired choices[0].message.content: received undefined, took null' }
`

const intro = `# What tolerant parsing repairs

Tolerant parsing is the default. It keeps three promises, and tests hold it to them on thousands of recorded answers:

1. **Nothing real is rejected.** A body with a usable choice parses. A body that is an error becomes a \`ProviderError\` with the
   provider's own message.
2. **Nothing is lost.** Every change is a repair that says what was there. Turn the result into JSON again with
   \`completionToWire\`, put each \`received\` back at its \`path\`, the last repair first, and you have the input. Keys that this
   library does not know stay where they are.
3. **What comes out is what strict parsing accepts**, without a repair.

A repair changes the smallest place that has to change, and invents no fact. A missing time is 0, not now. The one exception is the
id of a tool call, because the caller must send it back.

## What a repair looks like

\`\`\`ts
${example.trim()}
\`\`\`

| | |
| --- | --- |
| \`code\` | The rule. A code keeps its meaning from version to version, so it is safe to count and to compare. |
| \`path\` | Keys and indices from the root, spelled as they were sent. |
| \`received\` | The value that was there, as it was sent; undefined if the key was absent. |
| \`message\` | The same in words, with a short form of the values. For people. |

How often each provider needs which: [who deviates how](providers.md).

Below, every rule with the providers that are known to need it, and the public issue or the recording that shows it. A recording is
the answer of a real provider; recordings are kept outside this repository and have an id. A rule without a provider is a precaution. The wire's spelling of a key is
the one that travels (\`finish_reason\`), the domain's is the one of the result (\`finishReason\`).
`

const kept = `## Repairs that drop nothing

They fill in what is missing, or write a value the way the contract does.
`

const dropped = `## Repairs that drop a value

The contract has no place for what was there. It is in the repair, as \`received\`, and nowhere else: log these.
`

const end = `This page is written from \`repairCatalogue\`, which \`@chat-completion/validators\` exports. After a change there, run
\`pnpm pages --write\`.
`

/** What the page says today. */
export function repairsPage(): string {
  const rules = repairCatalogue
  return [
    intro,
    kept,
    table(rules.filter(({ drops }) => !drops)),
    dropped,
    table(rules.filter(({ drops }) => drops)),
    end,
  ].join('\n')
}

function table(rules: readonly RepairRule[]): string {
  const rows = rules.map(({ code, what, why, providers, sources }) => {
    return `| \`${code}\` | ${what}. | ${why}. | ${providers.join(', ')} | ${sources.map(linked).join(', ')} |`
  })
  return ['| code | what | why | seen at | shown by |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n')
}

function linked(source: string): string {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(source) ?? []
  return repository
    ? `[${source}](https://github.com/${repository}/issues/${number})`
    : source.replace(/^recording (\w+)$/, 'recording `$1`')
}
