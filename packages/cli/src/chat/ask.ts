import { type ChatCompletion, type ChatCompletionCreateParams, ChatCompletionError } from '@chat-completion/core'
import type { Client } from '@chat-completion/http'
import type { ChatCompletionStreamEvent } from '@chat-completion/stream'
import { Shown } from './shown.ts'

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

type Outcome = Pick<Answer, 'completion' | 'error'>

/** Asks, and shows what comes: in pieces, or at once. */
export async function ask(client: Client, params: ChatCompletionCreateParams, options: AskOptions): Promise<Answer> {
  const start = performance.now()
  const shown = new Shown()
  let firstToken: number | undefined
  let isWanted = true
  const show = async (event: ChatCompletionStreamEvent): Promise<boolean> => {
    if (event.type === 'usage' || event.type === 'finish' || event.choice !== 0) return true
    if (shown.hasSaid(event)) return true
    firstToken ??= performance.now() - start
    shown.add(event)
    isWanted = await options.show(event)
    return isWanted
  }
  const way = options.stream ? streamed : whole
  const { completion, error } = await way(client, params, { ...options, show })
  const times = { firstToken, total: performance.now() - start }
  if (isWanted && error === undefined) for (const event of shown.rest(completion)) await show(event)
  return { completion, error, ...times }
}

async function streamed(
  client: Client,
  params: ChatCompletionCreateParams,
  { signal, show }: AskOptions,
): Promise<Outcome> {
  const stream = client.streamChatCompletion(params, { signal })
  try {
    for await (const event of stream.events()) if (!(await show(event))) break
  } catch (error) {
    // The result has it, too.
    if (!(error instanceof ChatCompletionError)) throw error
  }
  return stream.result()
}

async function whole(client: Client, params: ChatCompletionCreateParams, { signal }: AskOptions): Promise<Outcome> {
  try {
    return { completion: await client.createChatCompletion(params, { signal }) }
  } catch (error) {
    if (!(error instanceof ChatCompletionError)) throw error
    return { completion: nothing, error }
  }
}

const nothing: ChatCompletion = { id: '', object: 'chat.completion', created: 0, model: '', choices: [] }
