import type { ResponseFacts } from '@chat-completion/validators'

/** Where providers put the id of a request: OpenAI, Anthropic, OpenRouter, Azure. */
const requestIdHeaders = ['x-request-id', 'request-id', 'x-generation-id', 'apim-request-id']

/**
 * What a response tells of itself besides its body: for `toProviderError`.
 *
 * @example
 * ```ts
 * import { factsOf } from '@chat-completion/stream'
 *
 * factsOf(new Response('Slow down', { status: 429, headers: { 'retry-after': '7' } })).retryAfter
 * //=> 7
 * ```
 */
export function factsOf({ status, headers }: Response): ResponseFacts {
  const requestId = requestIdHeaders.map((name) => headers.get(name)).find(Boolean) ?? undefined
  return { status, requestId, retryAfter: retryAfterOf(headers) }
}

/** Seconds; some say milliseconds, or a date. */
function retryAfterOf(headers: Headers): number | undefined {
  const milliseconds = numberIn(headers.get('retry-after-ms')) // Azure
  if (milliseconds !== undefined) return milliseconds / 1000
  const after = headers.get('retry-after')
  const wait = numberIn(after) ?? (Date.parse(after ?? '') - Date.now()) / 1000
  return wait >= 0 ? wait : undefined
}

function numberIn(header: string | null): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(header ?? '') ? Number(header) : undefined
}
