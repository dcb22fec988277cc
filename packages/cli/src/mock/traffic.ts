import type { ChatCompletionError } from '@chat-completion/core'
import type { Handler, Host } from '@chat-completion/http'
import type { Mock, RecordedRequest } from '@chat-completion/mock'
import { observe } from '@chat-completion/stream'
import { preview } from '../preview.ts'
import { type Asked, askedIn } from './asked.ts'
import { countEvents } from './count-events.ts'
import type { Came, Ended, RequestLog } from './request-log.ts'

/** Tells which request of the mock's list is which: the same one may come twice, and at the same time. */
const mark = 'x-chat-completion-mock'
/** Of a request, in bytes: the mock refuses what is larger. */
const maxSize = 32 * 1024 * 1024

/** What comes in and goes out. */
export class Traffic {
  requests = 0
  unmatched = 0
  readonly #log: RequestLog
  readonly #mock: () => Mock
  readonly #open = new Set<Promise<void>>()

  /** @param mock The one that answers a request that comes now. */
  constructor(mock: () => Mock, log: RequestLog) {
    this.#mock = mock
    this.#log = log
  }

  readonly handler: Handler = async (request, host) => {
    // Of these methods, there are no requests to make.
    if (/^(?:CONNECT|TRACE|TRACK)$/i.test(request.method)) return new Response(null, { status: 405 })
    const start = performance.now()
    this.requests += 1
    const id = this.requests
    const text = await readText(request)
    const came = toCame(id, request, askedIn(text))
    this.#log.came(came)
    const mock = this.#mock()
    const answered = await mock.handler(marked(request, id, text), withoutResponse(host))
    const entry = entryOf(id, mock.requests)
    const isUnmatched = entry !== undefined && entry.matched === undefined
    if (isUnmatched) this.unmatched += 1
    const { response, ...facts } = watched(answered, request)
    const rule = entry?.matched === undefined ? undefined : preview(entry.matched, 80)
    const end = async (): Promise<void> => {
      const told = await facts.told()
      const milliseconds = performance.now() - start
      this.#log.ended(came, { time: new Date(), status: response.status, rule, isUnmatched, milliseconds, ...told })
    }
    const ending: Promise<void> = end().finally(() => this.#open.delete(ending))
    this.#open.add(ending)
    return response
  }

  /** Resolves when the end of every answer is told. */
  async ended(): Promise<void> {
    await Promise.all(this.#open)
  }
}

/** The last ones first: it is among them. */
function entryOf(id: number, requests: Mock['requests']): RecordedRequest | undefined {
  for (let at = requests.length - 1; at >= 0; at -= 1) {
    if (requests[at]?.headers[mark] === String(id)) return requests[at]
  }
  return undefined
}

function toCame(id: number, { method, url }: Request, asked: Asked): Came {
  return { id, time: new Date(), method, path: preview(new URL(url).pathname, 80), ...asked }
}

/** As much as the mock would read, and a little more. */
async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder()
  const reader = request.body?.getReader()
  let [text, size] = ['', 0]
  try {
    while (reader && size <= maxSize) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.length
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    // The client has left in the middle of it: nobody will read the answer.
  }
  return text + decoder.decode()
}

function marked({ method, url, headers, signal }: Request, id: number, text: string): Request {
  const all = new Headers(headers)
  all.set(mark, String(id))
  return new Request(url, { method, headers: all, signal, ...(/^(?:GET|HEAD)$/.test(method) ? {} : { body: text }) })
}

/** The answer is looked at, for which the runtime's own responses are made. */
function withoutResponse(host: Host | undefined): Host {
  const { Response: _, ...rest } = host ?? {}
  return rest
}

type Told = Pick<Ended, 'chunks' | 'tokens' | 'error'>

/** The same response, and what it has told, once it has ended. */
function watched(
  answer: Response,
  { method, signal }: Request,
): { readonly response: Response; told(): Promise<Told> } {
  if (!answer.body || method === 'HEAD') return { response: answer, told: async () => ({}) }
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true
  const counting = isStream ? countEvents(answer) : undefined
  const { response, result } = observe(counting?.response ?? answer)
  return {
    response,
    async told() {
      const { completion, error } = await result
      const tokens = completion.usage?.completionTokens
      return {
        ...(counting && { chunks: counting.count() }),
        ...(tokens !== undefined && { tokens }),
        ...(error && error.code !== 'no-completion' && { error: reasonOf(error, signal) }),
      }
    },
  }
}

function reasonOf({ code, message }: ChatCompletionError, { aborted }: AbortSignal): string {
  if (aborted || code === 'aborted') return 'the client has left'
  // A line for each rule that came near.
  const lines = message.split('\n').slice(0, 6)
  return lines.map((line) => preview(line)).join('\n')
}
