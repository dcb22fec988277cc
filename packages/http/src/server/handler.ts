/** What a host knows beside the request. */
export interface Host<Env = unknown> {
  /** Bindings of the deployment, such as Cloudflare's `env`. */
  readonly env?: Env | undefined
  /** Lets work that outlives the response go on, on hosts that would stop it. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined
  /** Aborted when the server stops and waits no longer: what still streams should end and say so. */
  readonly closing?: AbortSignal | undefined
  /** The host's own, where that is quicker than the runtime's. */
  readonly Response?: (new (...parameters: ConstructorParameters<typeof Response>) => Response) | undefined
}

/** Answers a request, whatever the host. */
export type Handler<Env = unknown> = (request: Request, host?: Host<Env>) => Response | Promise<Response>
