import { type Client, type ClientOptions, createClient as createHttpClient } from '@chat-completion/http'

declare const Bun: { readonly env: Readonly<Record<string, string | undefined>> }

/**
 * A client that takes what its options leave out, such as the API key, from `Bun.env`, and so from `.env` files.
 *
 * @param options As those of `createClient` in `@chat-completion/http`; an `env` given here replaces `Bun.env`.
 */
export function createClient(options?: ClientOptions): Client {
  return createHttpClient({ env: (name) => Bun.env[name], ...options })
}
