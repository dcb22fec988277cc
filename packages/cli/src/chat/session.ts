import type { ExitCode } from '../exit-code.ts'
import type { Host } from '../host.ts'
import type { Conversation } from './conversation.ts'
import type { Endpoint } from './endpoint.ts'
import { MessageReader } from './message-reader.ts'
import type { Screen } from './screen.ts'
import { type Next, runSlashCommand, type Session } from './slash-commands.ts'
import { toLine } from './terminal-text.ts'
import { Totals } from './totals.ts'
import { type TurnOptions, takeTurn } from './turn.ts'

export interface ConverseOptions {
  readonly host: Host
  readonly screen: Screen
  readonly endpoint: Endpoint
  readonly turnOptions: TurnOptions
}

/** Holds a conversation with a person at a terminal, until they end it. Whatever goes wrong in an answer, it goes on. */
export async function converse(conversation: Conversation, options: ConverseOptions): Promise<ExitCode> {
  const { host, screen, endpoint } = options
  const session: Session = { conversation, screen, totals: new Totals(), saved: new Set() }
  let answering: AbortController | undefined
  const reader = new MessageReader(host, () => (answering ? answering.abort() : reader.close()))
  await screen.line(greeting(conversation, endpoint), 'dim')
  for (let next: Next = 'read'; next !== 'end' && !screen.isClosed; ) {
    if (next === 'ask') {
      answering = new AbortController()
      await answer(session, options, answering.signal)
      answering = undefined
    }
    next = await step(session, reader)
  }
  reader.close()
  await screen.endAnswer()
  return 0
}

/** Reads one message and does what it says. */
async function step(session: Session, reader: MessageReader): Promise<Next> {
  const { conversation } = session
  const call = conversation.openCall
  const message = await reader.read(call ? `Result of ${toLine(call.name)}: ` : '> ')
  if (message === undefined) return 'end'
  const next = await runSlashCommand(message, session)
  if (next !== undefined) return next
  if (call) {
    conversation.giveResult(call, message)
    return conversation.openCall ? 'read' : 'ask'
  }
  if (message.trim() === '') return 'read'
  conversation.ask(message)
  return 'ask'
}

async function answer(
  { conversation, screen, totals }: Session,
  { endpoint, turnOptions }: ConverseOptions,
  signal: AbortSignal,
): Promise<void> {
  const answered = await takeTurn(endpoint, conversation.params, screen, { ...turnOptions, signal })
  conversation.add(answered)
  if (answered.completion.choices.length > 0) totals.add(answered)
  if (answered.error && answered.error.code !== 'aborted') await screen.line('/retry asks again', 'dim')
}

function greeting({ settings: { model } }: Conversation, { provider }: Endpoint): string {
  return `Chat with ${model ? `${toLine(model)} of ` : ''}${toLine(provider.name)}: /help lists the commands, Ctrl-D ends it`
}
