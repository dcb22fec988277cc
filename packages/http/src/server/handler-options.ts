import type { ParseOptions } from '@chat-completion/validators'
import type { CorsOptions } from './cors.ts'
import type { Models } from './models.ts'

export interface HandlerOptions<Env = unknown> extends ParseOptions {
  /** What comes before `/chat/completions` and `/models`: `/v1` by default. */
  readonly basePath?: string | undefined
  /** What `GET /v1/models` lists; a request may still name any other. */
  readonly models?: Models | undefined
  /**
   * Whether a request may be answered, by the key of `Authorization: Bearer`; anybody's may by default. Compare keys by
   * `isSameSecret`.
   */
  readonly authorize?: Authorize<Env> | undefined
  /** Largest size of a request, in bytes: 32 Mi by default. */
  readonly maxBodySize?: number | undefined
  /** Lets web pages call: none by default, `true` for any. */
  readonly cors?: boolean | CorsOptions | undefined
  /**
   * How long a client that waits for a stream hears nothing before it is sent a comment, in milliseconds: 10,000 by default. An error
   * that comes before is told by its status, a later one in the stream.
   */
  readonly keepAlive?: number | undefined
  /** For the log: called with each error that an answer fails with. `console.error` by default, for those nobody foresaw. */
  readonly onError?: ((error: unknown, context: { request: Request; requestId: string }) => void) | undefined
}

export type Authorize<Env = unknown> = (
  key: string | undefined,
  context: { readonly request: Request; readonly env: Env },
) => boolean | Promise<boolean>
