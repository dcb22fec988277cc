import type { ResponseFacts } from '@chat-completion/validators'

/** Where providers put the id of a request: OpenAI, Anthropic, OpenRouter, Azure. */
const requestIdHeaders = ['x-request-id', 'request-id', 'x-generation-id', 'apim-request-id']

/** What a response tells of itself besides its body. */
export function factsOf({ status, headers }: Response): ResponseFacts {
  const header = requestIdHeaders.find((name) => headers.has(name))
  return { status, requestId: (header && headers.get(header)) ?? undefined }
}
