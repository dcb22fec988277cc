/** Which web pages may call. */
export interface CorsOptions {
  /** `'*'` by default: any. Never sent with credentials: cookies are not used here. */
  readonly origin?: string | readonly string[] | ((origin: string) => boolean) | undefined
}

/** The headers that let a page read the response; none where it may not, or where no page asks. */
export function corsHeaders(request: Request, { origin: allowed = '*' }: CorsOptions): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null) return allowed === '*' ? {} : { vary: 'origin' }
  const exposed = { 'access-control-expose-headers': 'x-request-id, retry-after' }
  if (allowed === '*') return { 'access-control-allow-origin': '*', ...exposed }
  const isAllowed = typeof allowed === 'function' ? allowed(origin) : [allowed].flat().includes(origin)
  return isAllowed ? { 'access-control-allow-origin': origin, vary: 'origin', ...exposed } : { vary: 'origin' }
}

/** What a page may send, if it may call at all. */
export function preflightHeaders(request: Request): Record<string, string> {
  return {
    'access-control-allow-methods': 'GET, POST',
    // Clients send headers of their own, such as `x-stainless-os` of `openai`.
    'access-control-allow-headers':
      request.headers.get('access-control-request-headers') ?? 'authorization, content-type',
    'access-control-max-age': '86400',
  }
}
