import type { Fetch } from '@chat-completion/http'
import { type End, Exchange, type Sent } from './exchange.ts'

export interface SendOptions {
  /** For the whole exchange, in milliseconds. */
  readonly timeout: number
  readonly signal: AbortSignal
  /** Headers that are sent, and told to nobody. */
  readonly secretHeaders: Readonly<Record<string, string>>
  /** Leave after so many milliseconds. */
  readonly leaveAfter?: number | undefined
  /** Leave when the first piece of the answer has come. */
  readonly leaveAtFirstPiece?: boolean | undefined
}

/** An endpoint need not end its answer, nor say anything of use in it. Lists of hundreds of models are near a mebibyte. */
const maxBytes = 2 * 1024 * 1024
const maxPieces = 20_000
/** How long to wait after `[DONE]` for what should not come, in milliseconds. */
const lingering = 500

/** Sends a request and keeps what comes of it. Never rejects, waits no longer than it may, keeps no more than two mebibytes or so. */
export async function send(fetch: Fetch, sent: Sent, options: SendOptions): Promise<Exchange> {
  const { timeout, signal, secretHeaders, leaveAfter, leaveAtFirstPiece = false } = options
  const exchange = new Exchange(sent)
  const controller = new AbortController()
  let stop!: (end: End) => void
  const stopped = new Promise<End>((resolve) => {
    stop = resolve
  })
  const interrupt = (): void => stop('interrupted')
  const timers = [setTimeout(stop, timeout, 'timeout')]
  if (leaveAfter !== undefined) timers.push(setTimeout(stop, leaveAfter, 'left'))
  signal.addEventListener('abort', interrupt)
  if (signal.aborted) interrupt()
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let isLingering = false
  try {
    const { url, body, ...rest } = sent
    const headers = { ...sent.headers, ...secretHeaders }
    // What follows a redirect may carry a key elsewhere, or turn a POST into a GET.
    const init: RequestInit = { ...rest, headers, signal: controller.signal, redirect: 'manual' }
    const answer = fetch(url, body === undefined ? init : { ...init, body })
    // Not every fetch ends when it is aborted.
    const response = await Promise.race([answer, stopped])
    if (typeof response === 'string') return exchange.finish(response)
    exchange.begin(response)
    reader = response.body?.getReader()
    while (reader) {
      const read = await Promise.race([reader.read(), stopped])
      if (typeof read === 'string') return exchange.finish(read)
      if (read.done) break
      exchange.push(read.value)
      if (exchange.size > maxBytes || exchange.pieces.length >= maxPieces) return exchange.finish('limit')
      if (leaveAtFirstPiece) return exchange.finish('left')
      if (exchange.isDone && !isLingering) {
        isLingering = true
        timers.push(setTimeout(stop, lingering, 'left'))
      }
    }
    return exchange.finish('close')
  } catch (error) {
    return exchange.finish('broken', error)
  } finally {
    for (const timer of timers) clearTimeout(timer)
    signal.removeEventListener('abort', interrupt)
    controller.abort()
    // Some runtimes let go of a connection only so.
    reader?.cancel().catch(() => {})
  }
}
