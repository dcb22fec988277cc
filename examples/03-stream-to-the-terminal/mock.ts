import { chatCompletion } from '@chat-completion/fixtures'
import { createMock, type Mock } from '@chat-completion/mock'

const answer = chatCompletion.build({
  choices: [
    {
      message: {
        reasoning: 'The user asks for tides, and there is a tool for that.',
        content: 'Let me look up the tides of Brest.',
        toolCalls: [{ function: { name: 'tides', arguments: '{"harbour":"Brest"}' } }],
      },
    },
  ],
  usage: { promptTokens: 41, completionTokens: 23 },
})

/** In place of a provider: it says the same, a word at a time. */
export const mock: Mock = createMock({ tokensPerSecond: 40 }).reply(answer)
