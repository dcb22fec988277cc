import { type Client, type ClientOptions, createClient as createHttpClient } from '@chat-completion/http'

declare const Deno: { readonly env: { get(name: string): string | undefined } }

/**
 * A client that takes what its options leave out, such as the API key, from `Deno.env`.
 *
 * Deno asks for the permission (`--allow-env=OPENAI_API_KEY`) only where a variable is read: give the option, and none is.
 *
 * @param options As those of `createClient` in `@chat-completion/http`; an `env` given here replaces `Deno.env`.
 */
export function createClient(options?: ClientOptions): Client {
  return createHttpClient({ env: (name) => Deno.env.get(name), ...options })
}
