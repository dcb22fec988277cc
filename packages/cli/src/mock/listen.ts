import type { Handler, Server } from '@chat-completion/http'
import type { Host } from '../host.ts'
import { TroubleError } from './trouble-error.ts'

export interface Address {
  readonly port: number
  readonly hostname: string
}

/** How long answers that are under way may go on after Ctrl-C, in milliseconds: a stream may be stalled on purpose. */
const closeTimeout = 1000

/** @throws {TroubleError} It cannot listen there. */
export async function listen(handler: Handler, address: Address, serve: Host['serve']): Promise<Server> {
  try {
    return await serve(handler, { ...address, closeTimeout })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new TroubleError([`Cannot listen on ${address.hostname}:${address.port}: ${states[code ?? ''] ?? message}`], {
      cause: error,
    })
  }
}

const states: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there, choose another port with --port, or any free one with --port 0',
  EACCES: 'permission denied, choose a port from 1024 with --port',
  EADDRNOTAVAIL: 'this machine has no such address, choose another with --hostname',
  ENOTFOUND: 'there is no such host, choose another with --hostname',
}

/** Where a client on this machine finds it: no client calls every interface at once. */
export function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}
