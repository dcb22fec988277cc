import { completionToWire } from '@chat-completion/core'
import type { ExitCode } from '../exit-code.ts'
import type { Host } from '../host.ts'
import { UnreadableError } from '../unreadable-error.ts'
import { ask } from './ask.ts'
import { ChatError } from './chat-error.ts'
import { Conversation } from './conversation.ts'
import { type EndpointOptions, openEndpoint } from './endpoint.ts'
import { failureOf, nextTryOf } from './failure.ts'
import { Screen } from './screen.ts'
import { converse } from './session.ts'
import { readSettings, readSystem, type SettingsOptions } from './settings.ts'
import { isWhole } from './summary.ts'
import { toSafeJson } from './terminal-text.ts'
import { readText } from './text-input.ts'
import { takeTurn } from './turn.ts'

export interface ChatOptions extends EndpointOptions, SettingsOptions {
  readonly stream: boolean
  readonly quiet?: boolean
  readonly json?: boolean
}

/** Asks one question, or holds a conversation where a person sits before a terminal and asked none. */
export async function chat(prompt: string, options: ChatOptions, host: Host): Promise<ExitCode> {
  try {
    return await start(prompt, options, host)
  } catch (error) {
    if (!(error instanceof ChatError || error instanceof UnreadableError)) throw error
    host.stderr.write(`error: ${error.message}\n`)
    return 2
  }
}

async function start(prompt: string, options: ChatOptions, host: Host): Promise<ExitCode> {
  const { stdin, stdout } = host
  const isConversation = stdin.isTTY === true && prompt.trim() === ''
  if (isConversation && options.json) throw new ChatError('Cannot print a conversation as JSON: give a question')
  const screen = new Screen(host)
  const endpoint = await openEndpoint(options, host, (next) => void screen.line(nextTryOf(next)))
  const conversation = new Conversation(
    await readSettings(options, endpoint.provider, host),
    await readSystem(options, host),
  )
  const turnOptions = { stream: options.stream, quiet: options.quiet === true }
  if (isConversation) return converse(conversation, { host, screen, endpoint, turnOptions })

  conversation.ask(await questionOf(prompt, stdin))
  const answer = options.json
    ? await ask(endpoint.client, conversation.params, { ...turnOptions, show: async () => true })
    : await takeTurn(endpoint, conversation.params, screen, turnOptions)
  // Whoever read it has read enough: no reason to complain.
  if (screen.isClosed) return 0
  const { completion, error } = answer
  if (options.json && error) await screen.line(`error: ${failureOf(error)}`)
  if (options.json && completion.choices.length > 0) stdout.write(`${toSafeJson(completionToWire(completion))}\n`)
  return isWhole(answer) ? 0 : 1
}

/** What was asked on the command line, then what comes through a pipe: the instruction before its material. */
async function questionOf(prompt: string, stdin: Host['stdin']): Promise<string> {
  const piped = stdin.isTTY === true ? '' : await readText('stdin', stdin)
  const question = [prompt, piped].filter((part) => part.trim() !== '').join('\n\n')
  if (question === '') throw new ChatError('Cannot ask: there is no question, give one or pipe it in')
  return question
}
