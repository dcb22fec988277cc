import type { Client, ClientOptions, Handler } from '@chat-completion/http'
import { callHandler } from './call.ts'
import { scenarioHandler } from './interop/scenarios.ts'
import { raw } from './raw.ts'
import { relayHandler } from './relay.ts'

/** What every runtime serves: our endpoint, our relay, our client at work inside, and plain responses. */
export function createApp(createClient: (options?: ClientOptions) => Client): Handler {
  const call = callHandler(createClient)
  return (request, host) => {
    const [, part] = new URL(request.url).pathname.split('/')
    if (part === 'v1') return scenarioHandler(request, host)
    if (part === 'relay') return relayHandler(request, host)
    if (part === 'client') return call(request, host)
    return raw(request, host)
  }
}
