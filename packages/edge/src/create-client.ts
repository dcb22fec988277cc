import { type Client, type ClientOptions, createClient as createHttpClient } from '@chat-completion/http'

/** Vercel has it; Cloudflare too, with the flag `nodejs_compat`. */
declare const process: { readonly env?: Readonly<Record<string, string | undefined>> } | undefined

/**
 * A client that takes what its options leave out, such as the API key, from `process.env` where the host has it.
 *
 * Cloudflare passes its bindings with each request instead: hand them over as `createClient({ env })`.
 *
 * @param options As those of `createClient` in `@chat-completion/http`; an `env` given here replaces `process.env`.
 */
export function createClient(options?: ClientOptions): Client {
  return createHttpClient({
    env: (name) => (typeof process === 'undefined' ? undefined : process.env?.[name]),
    ...options,
  })
}
