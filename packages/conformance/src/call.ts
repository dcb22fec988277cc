import {
  type ChatCompletionCreateParams,
  ChatCompletionError,
  type CompletionUsage,
  ProviderError,
  textOf,
} from '@chat-completion/core'
import { type Client, type ClientOptions, type Handler, openAI } from '@chat-completion/http'

// Our client at work inside a runtime: `POST /client/whole` and `POST /client/stream` take a `Call` and answer with `CallFacts`.

/** What a runtime's own client is to do. Its key comes from the runtime's environment. */
export interface Call {
  readonly baseUrl: string
  readonly options?: Pick<ClientOptions, 'maxRetries' | 'maxSize' | 'timeout' | 'firstTokenTimeout'>
  /** Abort it after so many milliseconds. */
  readonly abortAfter?: number
  /** Leave the loop over its events after so many pieces of text. */
  readonly leaveAfter?: number
  /** How long to stay with the first piece, in milliseconds. */
  readonly pause?: number
}

export interface CallFacts {
  readonly text?: string
  readonly usage?: CompletionUsage | null | undefined
  /** Of a stream. */
  readonly status?: string
  /** How many pieces of text came. */
  readonly pieces?: number
  readonly error?: Readonly<Record<string, unknown>> | undefined
  /** When it was aborted, or its loop was left: of `Date.now()`. */
  readonly left?: number | undefined
  /** How long it took, in milliseconds. */
  readonly milliseconds: number
}

const params: ChatCompletionCreateParams = { model: 'm', messages: [{ role: 'user', content: 'The capital?' }] }

export function callHandler(createClient: (options?: ClientOptions) => Client): Handler {
  return async (request, host) => {
    const call = (await request.json()) as Call
    const own = { provider: openAI, baseUrl: call.baseUrl, ...call.options }
    // Cloudflare passes its environment with each request, others have one.
    const client = createClient(host?.env ? { ...own, env: host.env } : own)
    const start = Date.now()
    const isStream = new URL(request.url).pathname === '/client/stream'
    const facts = await (isStream ? streamed : whole)(client, call)
    return Response.json({ ...facts, milliseconds: Date.now() - start })
  }
}

type Facts = Omit<CallFacts, 'milliseconds'>

async function whole(client: Client, call: Call): Promise<Facts> {
  const abort = abortion(call)
  try {
    const completion = await client.createChatCompletion(params, { signal: abort.signal })
    return { text: textOf(completion), usage: completion.usage }
  } catch (error) {
    return { error: errorFacts(error), left: abort.at() }
  }
}

async function streamed(client: Client, call: Call): Promise<Facts> {
  const abort = abortion(call)
  const stream = client.streamChatCompletion(params, { signal: abort.signal })
  let pieces = 0
  let left: number | undefined
  try {
    for await (const { type } of stream.events()) {
      if (type !== 'text-delta') continue
      pieces += 1
      if (pieces === 1 && call.pause) await sleep(call.pause)
      if (pieces !== call.leaveAfter) continue
      left = Date.now()
      break
    }
  } catch {
    // The result has it.
  }
  const { status, completion, error } = await stream.result()
  return {
    status,
    pieces,
    text: textOf(completion),
    usage: completion.usage,
    error: error && errorFacts(error),
    left: left ?? abort.at(),
  }
}

function abortion({ abortAfter }: Call): { signal: AbortSignal; at: () => number | undefined } {
  const controller = new AbortController()
  let at: number | undefined
  if (abortAfter !== undefined) {
    setTimeout(() => {
      at = Date.now()
      controller.abort(new Error('enough'))
    }, abortAfter)
  }
  return { signal: controller.signal, at: () => at }
}

function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof ChatCompletionError)) return { name: 'foreign', message: String(error) }
  const { name, code, message } = error
  if (!(error instanceof ProviderError)) return { name, code, message }
  const { status, requestId, retryable, retryAfter, providerCode } = error
  return { name, code, message, status, requestId, retryable, retryAfter, providerCode }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
