import { createHandler, type Handler, relay } from '@chat-completion/http'

/** Names the base URLs to forward to, in their order, with a space between. */
export const upstreamsHeader = 'x-upstreams'

/** Forwards to where its client says. */
export const relayHandler: Handler = createHandler(
  relay((_, { request }) =>
    (request.headers.get(upstreamsHeader) ?? '').split(' ').map((baseUrl) => ({ baseUrl, maxRetries: 0 })),
  ),
  { basePath: '/relay', onError() {} },
)
