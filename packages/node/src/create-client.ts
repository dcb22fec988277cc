import { type Client, type ClientOptions, createClient as createHttpClient } from '@chat-completion/http'

/** The global: importing `node:process` takes longer than this package. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> }

/**
 * A client that takes what its options leave out, such as the API key, from `process.env`.
 *
 * @param options As those of `createClient` in `@chat-completion/http`; an `env` given here replaces `process.env`.
 */
export function createClient(options?: ClientOptions): Client {
  return createHttpClient({ env: (name) => process.env[name], ...options })
}
