import { createClient, type EdgeContext, serve } from '@chat-completion/edge'
import { createApp } from '../app.ts'

interface FetchEvent extends Event, EdgeContext {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

const { fetch } = serve(createApp(createClient))
addEventListener('fetch', (event) => {
  const fetchEvent = event as FetchEvent
  fetchEvent.respondWith(fetch(fetchEvent.request, undefined, fetchEvent))
})
