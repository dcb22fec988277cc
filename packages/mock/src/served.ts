import { onDemand } from './on-demand.ts'

/** How long a server has to send what was said before a connection breaks, in milliseconds: at once, it would throw it away. */
const linger = 10

/** A response as a server can send it, connections that break included: it has no other way than a body that fails. */
export function served(response: Response): Response {
  if (response.type === 'error') return new Response(onDemand(broken(), { onBroken }))
  const { body, status, statusText, headers } = response
  return body ? new Response(onDemand(body, { onBroken }), { status, statusText, headers }) : response
}

function broken(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.error(new TypeError('Connection reset')) })
}

function onBroken(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, linger))
}
