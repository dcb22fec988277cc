import process from 'node:process'
import type { Client, ClientOptions, Handler, ServeOptions, Server } from '@chat-completion/http'
import { createApp } from '../app.ts'
import { hold } from './hold.ts'

/** Serves the app with an adapter, and tells whether a second server may take its port. */
export async function listen(
  serve: (handler: Handler, options: ServeOptions) => Promise<Server>,
  createClient: (options?: ClientOptions) => Client,
): Promise<void> {
  const app = createApp(createClient)
  const server = await serve(app, { port: 0, ...JSON.parse(process.argv[2] ?? '{}') })
  const second = serve(app, { port: Number(new URL(server.url).port) })
  const refusal = await second.then(
    () => null,
    (error) => String(error),
  )
  hold({ url: server.url, refusal, close: () => server.close() })
}
