import { chatCompletion } from '@chat-completion/fixtures'
import { createMock, type Mock } from '@chat-completion/mock'

const tide = chatCompletion.build({
  choices: [
    {
      message: {
        reasoning: 'A definition is asked for. One sentence on the cause, one on the rhythm, and the exception.',
        content: `A tide is the sea following the moon: its pull raises a bulge of water on either side of the Earth, and the Earth turns beneath them.

So most coasts see the water rise and fall twice in a little less than 25 hours. Where basins are almost closed, as in the Baltic Sea, there is hardly a tide at all.`,
      },
    },
  ],
  usage: { promptTokens: 11, completionTokens: 96, completionTokensDetails: { reasoningTokens: 22 } },
})

/** In place of a provider: it thinks, then explains tides, whatever it is asked. */
export const mock: Mock = createMock({ tokensPerSecond: 25 }).reply(tide)
