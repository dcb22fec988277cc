import { chatCompletion } from '@chat-completion/fixtures'
import { createMock, type Mock } from '@chat-completion/mock'

const call = chatCompletion.build({
  choices: [
    {
      message: {
        content: 'Let me look that up.',
        toolCalls: [{ function: { name: 'tides', arguments: '{"harbour":"Brest"}' } }],
      },
    },
  ],
})

/** In place of a provider: it calls the tool, then says what it was told. */
export const mock: Mock = createMock({ tokensPerSecond: 40 })
mock.when({ tool: 'tides', toolResult: false }).reply(call)
mock.when({ toolResult: true }).reply(({ messages }) => `The water is high at ${messages.at(-1)?.content}.`)
