import { type ChatCompletion, type ChatCompletionCreateParams, ChatCompletionError } from '@chat-completion/core'
import type { Client } from '@chat-completion/http'
import type { ChatCompletionStreamEvent } from '@chat-completion/stream'
import { eventsOf, oldCallOf } from './events.ts'

export interface AskOptions {
  /** Else the answer is asked for as a whole. */
  readonly stream: boolean
  readonly signal?: AbortSignal
  /** Sees the answer as it comes; false: more is of no use. */
  readonly show: (event: ChatCompletionStreamEvent) => Promise<boolean>
}

/** What came of a question. */
export interface Answer {
  /** What had arrived, also where it is not whole. */
  readonly completion: ChatCompletion
  /** Why it is not whole. */
  readonly error?: ChatCompletionError | undefined
  /** Milliseconds until something of it came; undefined where nothing did. */
  readonly firstToken: number | undefined
  readonly total: number
}

/** Asks, and shows what comes: in pieces, or at once. */
export function ask(client: Client, params: ChatCompletionCreateParams, options: AskOptions): Promise<Answer> {
  return options.stream ? streamed(client, params, options) : whole(client, params, options)
}

async function streamed(
  client: Client,
  params: ChatCompletionCreateParams,
  { signal, show }: AskOptions,
): Promise<Answer> {
  const start = performance.now()
  const stream = client.streamChatCompletion(params, { signal })
  let firstToken: number | undefined
  /** The one that is shown: not everybody counts from 0. */
  let choice: number | undefined
  let isWanted = true
  try {
    for await (const event of stream.events()) {
      if (event.type === 'usage' || event.type === 'finish') continue
      choice ??= event.choice
      if (event.choice !== choice) continue
      firstToken ??= performance.now() - start
      isWanted = await show(event)
      if (!isWanted) break
    }
  } catch (error) {
    // The result has it, too.
    if (!(error instanceof ChatCompletionError)) throw error
  }
  const { completion, error } = await stream.result()
  const total = performance.now() - start
  if (isWanted && !error) await showAll(oldCallOf(completion), show)
  return { completion, error, firstToken, total }
}

async function whole(
  client: Client,
  params: ChatCompletionCreateParams,
  { signal, show }: AskOptions,
): Promise<Answer> {
  const start = performance.now()
  const took = () => ({ firstToken: undefined, total: performance.now() - start })
  try {
    const completion = await client.createChatCompletion(params, { signal })
    const times = took()
    await showAll(eventsOf(completion), show)
    return { completion, ...times }
  } catch (error) {
    if (!(error instanceof ChatCompletionError)) throw error
    return { completion: nothing, error, ...took() }
  }
}

async function showAll(events: readonly ChatCompletionStreamEvent[], show: AskOptions['show']): Promise<void> {
  for (const event of events) if (!(await show(event))) return
}

const nothing: ChatCompletion = { id: '', object: 'chat.completion', created: 0, model: '', choices: [] }
