import type { Handler } from '@chat-completion/http'

/** What a host passes beside the request: Cloudflare's execution context, Vercel's request context, a fetch event. */
export interface EdgeContext {
  waitUntil(work: Promise<unknown>): void
}

/** What a module of Cloudflare Workers exports by default. */
export interface EdgeServer<Env = unknown> {
  fetch(request: Request, env?: Env, context?: EdgeContext): Promise<Response>
}

/**
 * Serves a handler where the host listens and calls `fetch`.
 *
 * On Cloudflare Workers set the compatibility flag `enable_request_signal`: before November 2026, a request whose client left ended
 * without a word otherwise, and nothing that would clean up after it ran.
 *
 * @returns For Cloudflare the default export as it is. `fetch` needs no `this`: a host that passes the request alone can be given it
 * alone. Vercel passes its context as the second argument: give it `(request, context) => fetch(request, undefined, context)`.
 */
export function serve<Env = unknown>(handler: Handler<Env>): EdgeServer<Env> {
  return {
    fetch: async (request, env, context) => handler(request, { env, waitUntil: context?.waitUntil.bind(context) }),
  }
}
