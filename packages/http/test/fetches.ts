import type { ChatCompletionCreateParams } from '@chat-completion/core'
import type { Fetch } from '@chat-completion/http'

export const params: ChatCompletionCreateParams = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }

export const completion = {
  id: 'c1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
}

/** An event stream of these deltas of text. */
export function sse(...texts: readonly string[]): string {
  const chunks = [...texts.map((content) => ({ delta: { content } })), { delta: {}, finish_reason: 'stop' }]
  const events = chunks.map((choice) =>
    JSON.stringify({
      id: 'c1',
      object: 'chat.completion.chunk',
      created: 1700000000,
      model: 'm',
      choices: [{ index: 0, finish_reason: null, ...choice }],
    }),
  )
  return [...events, '[DONE]'].map((data) => `data: ${data}\n\n`).join('')
}

/** One request, as `fetch` was asked for it. */
export interface Asked {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: unknown
  readonly init: RequestInit
}

type Answer = Response | Error | ((init: RequestInit) => Response | Promise<Response>)

/** Gives these answers in turn, the last one for ever. */
export function answering(...answers: readonly Answer[]): { fetch: Fetch; asked: Asked[] } {
  const asked: Asked[] = []
  const fetch: Fetch = async (url, init) => {
    asked.push({
      url,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: JSON.parse(String(init.body)),
      init,
    })
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? answer(init) : (answer?.clone() as Response)
  }
  return { fetch, asked }
}

export function ok(): Response {
  return Response.json(completion)
}

/** A refusal that asks for another try at once. */
export function busy(status = 503, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { message: 'Busy' } }, { status, headers: { 'retry-after': '0', ...headers } })
}

/** A body that gives this text, then waits until it is cancelled. */
export function stuck(text: string, init: ResponseInit = {}): { response: Response; cancelled: () => boolean } {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    cancel: () => {
      isCancelled = true
    },
  })
  return { response: new Response(body, init), cancelled: () => isCancelled }
}

/** A body that gives this text, then breaks. */
export function broken(text: string, init: ResponseInit = {}): Response {
  let pulls = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulls += 1
      if (pulls === 1) controller.enqueue(new TextEncoder().encode(text))
      else controller.error(new TypeError('terminated'))
    },
  })
  return new Response(body, init)
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const nothing = Symbol('nothing')
  const error = await promise.then(
    () => nothing,
    (reason: unknown) => reason,
  )
  if (error === nothing) throw new Error('It did not reject')
  return error
}

/** All that a log may show of a value: its text, its stack, its properties, hidden ones and those of its causes too. */
export function told(value: unknown, seen: Set<unknown> = new Set()): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  if (value instanceof Headers) return told([...value], seen)
  const own = Reflect.ownKeys(value).map((name) => `${String(name)} ${told(Reflect.get(value, name), seen)}`)
  const json = JSON.stringify(value) ?? ''
  return [value instanceof Error ? String(value) : '', json, ...own].join('\n')
}

/** A signal of the caller's, and how many listeners are on it. */
export function watched(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...given: Parameters<AbortSignal['addEventListener']>) => {
    listeners.add(given[1])
    addEventListener.apply(signal, given)
  }
  signal.removeEventListener = (...given: Parameters<AbortSignal['removeEventListener']>) => {
    listeners.delete(given[1])
    removeEventListener.apply(signal, given)
  }
  return { controller, listeners: () => listeners.size }
}
