import { POST } from './app/api/chat/completions/route.ts'

interface FetchEvent extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

// What Vercel wraps around a route.
addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent
  ;(event as FetchEvent).respondWith(POST(request))
})
