/** The same response with another body. A new one would not say where it came from. */
export function withBody(
  response: Response,
  body: ReadableStream<Uint8Array> | null,
  url: string = response.url,
): Response {
  const { status, statusText, headers, redirected, type } = response
  const told = { url, redirected, type }
  const made = new Response(body, { status, statusText, headers })
  for (const [name, value] of Object.entries(told)) Object.defineProperty(made, name, { value, configurable: true })
  return made
}
