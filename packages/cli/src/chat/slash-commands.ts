import { writeFile } from 'node:fs/promises'
import { createParamsToWire } from '@chat-completion/core'
import type { Conversation } from './conversation.ts'
import type { Screen } from './screen.ts'
import { toLine, toSafeJson } from './terminal-text.ts'
import type { Totals } from './totals.ts'

/** What a command works on. */
export interface Session {
  readonly conversation: Conversation
  readonly screen: Screen
  readonly totals: Totals
  /** Files that this conversation was saved to. */
  readonly saved: Set<string>
}

/** What follows a command: the next prompt, a request, or the end. */
export type Next = 'read' | 'ask' | 'end'

interface SlashCommand {
  readonly usage: string
  readonly help: string
  readonly run: (session: Session, argument: string) => Promise<Next>
}

const commands: Readonly<Record<string, SlashCommand>> = {
  model: { usage: '/model [name]', help: 'show the model, or change it', run: changeModel },
  system: {
    usage: '/system [text|-]',
    help: 'show what the model is told first, change it, or - take it away',
    run: changeSystem,
  },
  retry: { usage: '/retry', help: 'take the last answer back and ask again', run: retry },
  undo: { usage: '/undo', help: 'take the last question and its answer back', run: undo },
  save: { usage: '/save <file>', help: 'save the conversation as the JSON of a request', run: save },
  usage: {
    usage: '/usage',
    help: 'show what the conversation took',
    run: showUsage,
  },
  clear: { usage: '/clear', help: 'forget what was said', run: clear },
  help: { usage: '/help', help: 'show this', run: showHelp },
  exit: { usage: '/exit', help: 'end, as Ctrl-D does', run: async () => 'end' },
}

/** Runs what was written, if it is a command: a word after a slash, on one line. Addresses of files and comments are text. */
export async function runSlashCommand(message: string, session: Session): Promise<Next | undefined> {
  const [, name, argument = ''] = /^\/([a-z]+)(?:[ \t]+(.*))?$/i.exec(message.trim()) ?? []
  if (name === undefined) return undefined
  const known = name.toLowerCase()
  const command = Object.hasOwn(commands, known) ? commands[known] : undefined
  if (command) return command.run(session, argument.trim())
  return told(session.screen, `There is no /${name}: /help lists the commands`)
}

async function changeModel({ conversation, screen }: Session, name: string): Promise<Next> {
  if (name !== '') conversation.settings = { ...conversation.settings, model: name }
  const { model } = conversation.settings
  return told(screen, model ? `Model: ${toLine(model)}` : 'Model: none is named, the provider takes its default')
}

async function changeSystem({ conversation, screen }: Session, text: string): Promise<Next> {
  if (text !== '') conversation.system = text === '-' ? undefined : text
  return told(screen, conversation.system ? `System: ${toLine(conversation.system)}` : 'System: nothing')
}

async function retry({ conversation, screen }: Session): Promise<Next> {
  if (conversation.takeBackAnswer()) return 'ask'
  return told(screen, 'There is nothing to ask again')
}

async function undo({ conversation, screen }: Session): Promise<Next> {
  const isDone = conversation.undo()
  return told(screen, isDone ? 'Taken back: the last question and its answer' : 'There is nothing to take back')
}

async function clear({ conversation, screen }: Session): Promise<Next> {
  conversation.clear()
  return told(screen, 'Forgotten: a new conversation begins')
}

async function save({ conversation, screen, saved }: Session, file: string): Promise<Next> {
  if (file === '') return told(screen, 'Name a file: /save chat.json')
  try {
    // Only what this conversation has written is written over.
    const flag = saved.has(file) ? 'w' : 'wx'
    await writeFile(file, `${toSafeJson(createParamsToWire(conversation.params))}\n`, { flag })
    saved.add(file)
    return told(screen, `Saved to ${toLine(file)}`)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return told(screen, `Cannot save to ${toLine(file)}: ${states[code ?? ''] ?? toLine(message)}`)
  }
}

const states: Readonly<Record<string, string>> = {
  EEXIST: 'there is such a file already',
  ENOENT: 'there is no such directory',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
}

async function showUsage({ screen, totals }: Session): Promise<Next> {
  return told(screen, String(totals))
}

async function showHelp({ screen }: Session): Promise<Next> {
  for (const { usage, help } of Object.values(commands)) await screen.line(`  ${usage.padEnd(18)}${help}`)
  return told(
    screen,
    'A \\ at its end continues a line. Ctrl-C stops an answer; at the prompt it ends, as Ctrl-D does.',
  )
}

async function told(screen: Screen, line: string): Promise<Next> {
  await screen.line(line)
  return 'read'
}
