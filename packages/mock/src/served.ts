/** How long a server has to send what was said before a connection breaks, in milliseconds: at once, it would throw it away. */
const linger = 10

/** A response as a server can send it, connections that break included: it has no other way than a body that fails. */
export function served(response: Response): Response {
  const isBroken = response.type === 'error'
  if (!isBroken && !response.body) return response
  const reader = response.body?.getReader()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (!reader) throw new TypeError('Connection reset')
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          await new Promise((resolve) => setTimeout(resolve, linger))
          throw error
        }
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  return isBroken ? new Response(body) : new Response(body, { status, statusText, headers })
}
