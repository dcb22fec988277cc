import { createMock, type Mock } from '@chat-completion/mock'

/** In place of a provider: it answers what the route sends, and would refuse a request without the instructions. */
export const mock: Mock = createMock({ tokensPerSecond: 20 })
mock
  .when({ request: ({ messages }) => messages[0]?.role === 'system' })
  .reply('The water in Brest is high at 04:12 and at 16:37 today.')
