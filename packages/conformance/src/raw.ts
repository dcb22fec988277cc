import type { Handler, Host } from '@chat-completion/http'

/** What became of one answer, for a test that asks `/story?id=…`. Times are of `Date.now()`. */
export interface Story {
  /** How many pieces were produced. */
  pieces: number
  /** When the last of them was. */
  lastPiece?: number
  /** When `request.signal` said that the client left. */
  signalled?: number
  /** When the body was cancelled. */
  cancelled?: number
}

const stories = new Map<string, Story>()

/** Responses of no particular kind, to see what an adapter makes of them. */
export const raw: Handler = async (request, host) => {
  const { pathname, searchParams } = new URL(request.url)
  const id = searchParams.get('id') ?? ''
  if (pathname === '/story') return Response.json(stories.get(id) ?? null)
  const story = begin(id, request)
  if (pathname === '/echo') return new Response(await request.text(), { headers: { 'x-method': request.method } })
  if (pathname === '/throw') throw new Error('a secret')
  if (pathname === '/pend') return pend(request)
  if (pathname === '/still') return stream(story, request, hold)
  if (pathname === '/flood') return stream(story, request, flood(story, searchParams))
  if (pathname === '/break') return stream(story, request, () => Promise.reject(new Error('a secret')))
  if (pathname === '/slow') return stream(story, request, slowly(story, Number(searchParams.get('pieces')), host))
  return new Response('hello')
}

function begin(id: string, { signal }: Request): Story {
  const story: Story = { pieces: 0 }
  stories.set(id, story)
  signal.addEventListener('abort', () => {
    story.signalled ??= Date.now()
  })
  return story
}

/** Answers when nobody waits any more. */
function pend({ signal }: Request): Promise<Response> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(new Response('too late')))
  })
}

/** As many pieces as are asked for, of a size. */
function flood(story: Story, searchParams: URLSearchParams): () => Promise<string | undefined> {
  const pieces = Number(searchParams.get('pieces') ?? Infinity)
  const piece = 'x'.repeat(Number(searchParams.get('size') ?? 65_536))
  return async () => (story.pieces < pieces ? piece : undefined)
}

/** Says nothing for a minute. A timer, because workerd drops a request that awaits nothing. */
function hold(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, 60_000, undefined))
}

/** A piece every 20 milliseconds, and a last word when the server closes. */
function slowly(story: Story, pieces: number, host: Host | undefined): () => Promise<string | undefined> {
  let isLast = false
  return async () => {
    if (isLast || story.pieces > pieces) return undefined
    await new Promise((resolve) => setTimeout(resolve, 20))
    isLast = host?.closing?.aborted === true
    return isLast ? 'closing\n' : `${story.pieces}\n`
  }
}

/** A body whose first piece is there at once, and whose others are asked for one by one. */
function stream(story: Story, { signal }: Request, next: () => Promise<string | undefined>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = story.pieces === 0 ? 'first\n' : await next()
        // What `createHandler` does for hosts that signal, but do not cancel.
        if (piece === undefined || signal.aborted) return controller.close()
        controller.enqueue(encoder.encode(piece))
        story.pieces += 1
        story.lastPiece = Date.now()
      },
      cancel() {
        story.cancelled ??= Date.now()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
