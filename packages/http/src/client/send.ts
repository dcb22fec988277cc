import { ChatCompletionError, ProviderError } from '@chat-completion/core'
import { factsOf } from '@chat-completion/stream'
import { type ResponseFacts, toProviderError } from '@chat-completion/validators'
import { parsed, readBody } from './body.ts'
import type { Call } from './call.ts'
import type { RequestOptions } from './client-options.ts'
import { type PreparedRequest, shown } from './request.ts'

/** How much of a failed response is read, in characters. */
const maxErrorSize = 64 * 1024
/** The longest wait a provider may ask for, in milliseconds. */
const longestWait = 60_000

/**
 * Sends a request, again where that may help, until a provider begins to answer.
 *
 * @returns A response with a status of success.
 * @throws {ProviderError} The provider refused, or sent a page.
 * @throws {ChatCompletionError} `connection`, `disconnected`, or what has ended the call.
 */
export async function send(request: PreparedRequest, options: RequestOptions, call: Call): Promise<Response> {
  const { maxRetries = 2 } = options
  for (let attempt = 1; ; attempt += 1) {
    call.throwIfOver()
    const headers = await call.race(request.authorize())
    const outcome = await tryOnce({ request, headers, attempt }, options, call)
    if (!('isRetryable' in outcome)) return outcome
    const { error, isRetryable } = outcome
    const delay = delayOf(error, attempt)
    // Also ends where `maxRetries` is no number.
    if (!isRetryable || !(attempt <= maxRetries) || delay > Math.min(longestWait, call.left)) throw error
    options.onTryAgain?.({ request: shown(request, headers, attempt), error, delay })
    await call.wait(delay)
  }
}

interface Try {
  readonly request: PreparedRequest
  readonly headers: Headers
  readonly attempt: number
}

interface Refusal {
  readonly error: ChatCompletionError
  readonly isRetryable: boolean
}

async function tryOnce(
  { request, headers, attempt }: Try,
  { fetch = globalThis.fetch, onRequest, onResponse }: RequestOptions,
  call: Call,
): Promise<Response | Refusal> {
  const { secrets } = request
  onRequest?.(shown(request, headers, attempt))
  const start = performance.now()
  let response: Response
  try {
    call.throwIfOver()
    const init = { method: 'POST', headers, body: request.json, signal: call.signal, redirect: 'manual' } as const
    const answering = fetch(request.url, init)
    response = await call.race(answering, (late) => late.body?.cancel())
  } catch (cause) {
    call.throwIfOver()
    return { error: secrets.cleanse(connectionError(request.provider.name, cause)), isRetryable: true }
  }
  const facts = factsOf(response)
  const { status, ok } = response
  onResponse?.({
    request: shown(request, headers, attempt),
    status,
    requestId: facts.requestId && secrets.hide(facts.requestId),
    headers: new Headers(
      Array.from(response.headers, ([name, value]): [string, string] => [name, secrets.hide(value)]),
    ),
    milliseconds: performance.now() - start,
  })
  const state = ok ? noAnswer(response) : undefined
  if (ok && state === undefined) return response
  const text = await readRefusal(response, call)
  if (state !== undefined) return { error: secrets.cleanse(unreadable(text, facts, state)), isRetryable: false }
  const refusal = isRedirect(response) ? redirected(response, facts) : toProviderError(parsed(text) ?? text, facts)
  const error = secrets.cleanse(refusal)
  const asked = response.headers.get('x-should-retry') // OpenAI
  return { error, isRetryable: asked ? asked === 'true' : error.retryable }
}

/** What a success is in place of an answer: a page, from something in between or a wrong base URL, or nothing. */
function noAnswer({ headers, body }: Response): string | undefined {
  if (headers.get('content-type')?.toLowerCase().startsWith('text/html')) return 'it is a page'
  return body === null || headers.get('content-length') === '0' ? 'it is empty' : undefined
}

/** The status tells enough where the rest is lost. */
async function readRefusal(response: Response, call: Call): Promise<string> {
  try {
    return (await readBody(response, maxErrorSize, call)).text
  } catch {
    call.throwIfOver()
    return ''
  }
}

function connectionError(name: string, cause: unknown): ChatCompletionError {
  const { code, cause: inner } = Object(cause) as { readonly code?: unknown; readonly cause?: unknown }
  const reason = [Object(inner).code, code].find((each) => typeof each === 'string')
  return new ChatCompletionError('connection', `Cannot reach ${name}${reason ? `: ${reason}` : ''}`, { cause })
}

/** Not followed: the key would go along to wherever it leads. Browsers do not say where that is. */
function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400)
}

function redirected({ headers }: Response, facts: ResponseFacts): ProviderError {
  const target = headers.get('location')
  return new ProviderError(`Cannot read the answer: it leads ${target ? `to ${target}` : 'elsewhere'}`, facts)
}

/** The error for an answer that is none, with its beginning. */
export function unreadable(body: string, facts: ResponseFacts, state: string): ProviderError {
  const beginning = body.trim() === '' ? '' : `, it starts with ${JSON.stringify(body.trimStart().slice(0, 50))}`
  return new ProviderError(`Cannot read the answer: ${state}${beginning}`, {
    ...facts,
    retryable: beginning === '',
    body: body.slice(0, maxErrorSize),
  })
}

/** Milliseconds to wait: as asked, else twice as long each time, with jitter so that callers do not return all at once. */
function delayOf(error: ChatCompletionError, attempt: number): number {
  const asked = error instanceof ProviderError ? error.retryAfter : undefined
  return asked === undefined ? Math.min(8_000, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2) : asked * 1000
}
