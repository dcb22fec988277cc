import { createMock, type Mock } from '@chat-completion/mock'

/** In place of a provider: it stays in character, whatever it is asked. */
export const mock: Mock = createMock({ tokensPerSecond: 20 })
mock
  .when({ request: ({ messages }) => messages[0]?.role === 'system' })
  .reply('Grey as a seal this morning, and the wind has been turning north since four.')
