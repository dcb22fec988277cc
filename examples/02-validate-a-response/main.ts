// What nine providers make of one contract: each response parsed, typed, and its repairs named.
//   Here:   npm run example 02
//   Yours:  npm install @chat-completion/core @chat-completion/validators
//           node main.ts
import { readFileSync } from 'node:fs'
import { styleText } from 'node:util'
import {
  type ChatCompletion,
  costOf,
  finishReasonOf,
  ProviderError,
  reasoningOf,
  textOf,
  toolCallsOf,
} from '@chat-completion/core'
import { type Repair, safeParseChatCompletion } from '@chat-completion/validators'

/** Invented, but in the shapes that these providers send. */
const responses = {
  'openrouter.json': 'OpenRouter tells the reasoning twice, and what it cost',
  'mistral.json': 'Mistral sends content in parts, and null for no tool calls',
  'deepseek.json': 'DeepSeek has its own name for reasoning, and token counts of its own',
  'z-ai.json': 'z.ai does not say what object it is',
  'groq.json': 'Groq leaves out the content beside tool calls',
  'hugging-face.json': 'Hugging Face TGI numbers its tool calls, and does not write arguments as text',
  'perplexity.json': 'Perplexity sends the cost as an object',
  'azure-content-filter.json': 'Azure sends no message once its filter strikes',
  'error-in-a-200.json': 'A gateway says 200, and means 429',
}

for (const [file, what] of Object.entries(responses)) {
  const body: unknown = JSON.parse(readFileSync(new URL(`responses/${file}`, import.meta.url), 'utf8'))
  const result = safeParseChatCompletion(body)

  console.log(`${styleText('bold', what)} ${styleText('dim', `(${file})`)}`)
  if (result.success) {
    showCompletion(result.value)
    showRepairs(result.repairs)
  } else if (result.error instanceof ProviderError) {
    showProviderError(result.error)
  } else {
    throw result.error
  }
  console.log()
}

console.log(`Your turn: a file of JSON or JSON Lines, gzipped or not. Where each response lies in an envelope,
say under which key: --at body.

  ${styleText('cyan', 'npm run demo -- your-responses.jsonl')}`)

/** Accessors read every shape alike: nobody has to know who calls reasoning what. */
function showCompletion(completion: ChatCompletion): void {
  show('textOf', textOf(completion))
  show('reasoningOf', reasoningOf(completion))
  for (const call of toolCallsOf(completion)) {
    if (call.type === 'function') show('toolCallsOf', `${call.name}(${JSON.stringify(call.arguments)}) as ${call.id}`)
  }
  const reason = completion.choices[0]?.finishReason
  const known = finishReasonOf(completion)
  show('finishReasonOf', known === reason ? (known ?? '') : `${known}, sent as ${reason}`)
  show('costOf', costOf(completion)?.toString() ?? '')
}

function showRepairs(repairs: readonly Repair[]): void {
  if (repairs.length === 0) console.log(`  ${styleText('green', '✔ accepted as it is')}`)
  for (const { code, path, received } of repairs) {
    console.log(`  ${styleText('yellow', '⚒ repaired')}      ${code} at ${path.join('.')}`)
    console.log(styleText('dim', `                  received ${shorten(JSON.stringify(received) ?? 'nothing')}`))
  }
}

function showProviderError({ message, providerCode, retryable, metadata }: ProviderError): void {
  console.log(`  ${styleText('red', '✘ a ProviderError, not a list of missing fields')}`)
  show('message', message)
  show('providerCode', String(providerCode))
  show('retryable', String(retryable))
  show('metadata', JSON.stringify(metadata))
}

function show(what: string, text: string): void {
  if (text !== '') console.log(`  ${styleText('dim', what.padEnd(15))} ${text}`)
}

function shorten(text: string): string {
  return text.length > 70 ? `${text.slice(0, 69)}…` : text
}
