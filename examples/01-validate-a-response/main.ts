// Answers as different providers shape them: each parsed, typed and repaired.
import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'
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

const bodies = new URL('bodies/', import.meta.url)

for (const file of readdirSync(bodies).sort()) {
  const body: unknown = JSON.parse(readFileSync(new URL(file, bodies), 'utf8'))
  const result = safeParseChatCompletion(body)

  console.log(`\n${paint('bold', file)}`)
  if (result.success) {
    show(result.value)
    for (const repair of result.repairs) showRepair(repair)
  } else if (result.error instanceof ProviderError) {
    const { message, providerCode, retryable, metadata } = result.error
    line('error', `${message} (code ${providerCode}, ${retryable ? 'worth a retry' : 'final'})`, 'red')
    line('metadata', JSON.stringify(metadata))
  } else line(result.error.code, result.error.message, 'red')
}

console.log(`\n${paint('dim', 'Try it on your own answers, one JSON document or one a line, gzipped or not:')}`)
console.log('  npm run demo -- answers.jsonl')

function show(completion: ChatCompletion): void {
  line('text', JSON.stringify(textOf(completion)))
  if (reasoningOf(completion)) line('reasoning', JSON.stringify(reasoningOf(completion)))
  for (const call of toolCallsOf(completion)) {
    line(
      'tool call',
      `${call.name} ${JSON.stringify(call.type === 'function' ? call.arguments : call.input)} as ${call.id}`,
    )
  }
  const raw = completion.choices[0]?.finishReason
  line(
    'finished',
    `${finishReasonOf(completion)}${raw === finishReasonOf(completion) ? '' : `, sent as ${JSON.stringify(raw)}`}`,
  )
  const cost = costOf(completion)
  line('usage', `${completion.usage?.totalTokens ?? 'unknown'} tokens${cost === null ? '' : `, ${cost} credits`}`)
}

function showRepair({ code, path, received }: Repair): void {
  line(
    'repaired',
    `${code} at ${path.join('.')}, received ${received === undefined ? 'nothing' : JSON.stringify(received)}`,
    'yellow',
  )
}

function line(label: string, text: string, colour: 'red' | 'yellow' | 'none' = 'none'): void {
  const row = `  ${label.padEnd(10)} ${text}`
  console.log(colour === 'none' ? row : paint(colour, row))
}

/** Colours on a terminal only. */
function paint(style: 'bold' | 'dim' | 'red' | 'yellow', text: string): string {
  return process.stdout.isTTY ? styleText(style, text) : text
}
