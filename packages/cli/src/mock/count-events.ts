/** The same response. Its body, which is an event stream, is counted as it passes: the events, but for `[DONE]`. */
export function countEvents(response: Response): { readonly response: Response; readonly count: () => number } {
  const reader = response.body?.getReader()
  if (!reader) return { response, count: () => 0 }
  const decoder = new TextDecoder()
  let [events, line] = [0, '']
  const look = (piece: Uint8Array): void => {
    const lines = (line + decoder.decode(piece, { stream: true })).split(/\r\n|\n|\r/)
    line = lines.pop() ?? ''
    events += lines.filter((each) => each.startsWith('data:') && !/^data: ?\[DONE\]/.test(each)).length
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        look(value)
        controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  return { response: new Response(body, { status, statusText, headers }), count: () => events }
}
