import type { Fetch, Handler, ServeOptions, Server } from '@chat-completion/http'

/** Where text comes from. A terminal says that it is one, and what the system has opened, its number. */
type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean; readonly fd?: number }

/** Where text goes. A terminal says so, and how wide it is. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }

/** What the program uses of the process it runs in: tests bring their own. */
export interface Host {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly fetch: Fetch
  readonly serve: (handler: Handler, options: ServeOptions) => Promise<Server>
  /** Aborted by Ctrl-C, or when the process is asked to end; these end it at once if nobody has called this. */
  readonly interruption: () => AbortSignal
}

/** Colours are for terminals; `NO_COLOR` and `FORCE_COLOR` say otherwise. */
export function hasColours({ isTTY }: Output, { NO_COLOR, FORCE_COLOR, TERM }: Host['env']): boolean {
  if (NO_COLOR || FORCE_COLOR === '0' || FORCE_COLOR === 'false') return false
  return FORCE_COLOR !== undefined || (isTTY === true && TERM !== 'dumb')
}
